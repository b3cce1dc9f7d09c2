namespace RecPipeline.Models.Neighbours;

/// <summary>One neighbour of a candidate item while the best are selected.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Common">Users who rated both.</param>
/// <param name="Key">Orders neighbours, up to rounding: the score, or dot·|dot| / norm where the exact order is used.</param>
/// <param name="Dot">Exact integer dot product; 0 where scores are doubles.</param>
/// <param name="Norm">Exact squared norm of the neighbour; 0 where scores are doubles.</param>
internal readonly record struct Neighbour(int Item, int Common, double Key, long Dot, long Norm)
{
    // Keys are quotients of two roundings or fewer (relative error below 4·2⁻⁵³): further apart than this, the doubles decide.
    private const double Doubt = 1e-14;

    /// <summary>True when this neighbour stands before <paramref name="other"/>: higher score, then smaller item index.</summary>
    public bool Before(in Neighbour other)
    {
        int order = Norm == 0 ? Key.CompareTo(other.Key) : CompareExactly(other);
        return order != 0 ? order > 0 : Item < other.Item;
    }

    // The candidate's own norm divides both scores, so cosines compare as dot·|dot| / norm; products stay below 2¹²⁷ (see CosineValues).
    private int CompareExactly(in Neighbour other)
    {
        if (Math.Abs(Key - other.Key) > Doubt * Math.Max(Math.Abs(Key), Math.Abs(other.Key)))
            return Key.CompareTo(other.Key);
        return (Signed(Dot) * other.Norm).CompareTo(Signed(other.Dot) * Norm);
    }

    private static Int128 Signed(long dot) => (Int128)dot * Math.Abs(dot);
}

/// <summary>Keeps the k best neighbours seen so far; the worst of them is at the root of a binary heap.</summary>
internal sealed class NeighbourHeap(int k)
{
    private readonly Neighbour[] _heap = new Neighbour[k];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Offer(in Neighbour neighbour)
    {
        if (Count < k)
            SiftUp(neighbour);
        else if (neighbour.Before(_heap[0]))
            SiftDown(neighbour, Count);
    }

    /// <summary>Sorts what was kept, best first, and forgets it; the span is valid until the next offer.</summary>
    public ReadOnlySpan<Neighbour> TakeSorted()
    {
        var all = _heap.AsSpan(0, Count);
        for (int end = Count - 1; end > 0; end--)
        {
            var worst = _heap[0];
            SiftDown(_heap[end], end);
            _heap[end] = worst;
        }
        Count = 0;
        return all;
    }

    private void SiftUp(in Neighbour neighbour)
    {
        int at = Count++;
        for (; at > 0 && _heap[(at - 1) / 2].Before(neighbour); at = (at - 1) / 2)
            _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = neighbour;
    }

    // Puts `neighbour` in the place of the root of the first `count` entries.
    private void SiftDown(Neighbour neighbour, int count)
    {
        int at = 0;
        for (int child = 1; child < count; child = (2 * at) + 1)
        {
            if (child + 1 < count && _heap[child].Before(_heap[child + 1]))
                child++;
            if (!neighbour.Before(_heap[child]))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = neighbour;
    }
}
