namespace RecPipeline.Models.Similarity;

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
