namespace RecPipeline.Models.TopN;

/// <summary>A list of items with scores, best first, in memory that is used again for every user.</summary>
/// <param name="capacity">The most items it can hold.</param>
public sealed class CandidateList(int capacity)
{
    private readonly int[] _items = new int[capacity];
    private readonly float[] _scores = new float[capacity];

    public int Capacity => capacity;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Appends an item that stands behind all there are.</summary>
    public void Add(int item, float score)
    {
        (_items[Count], _scores[Count]) = (item, score);
        Count++;
    }

    /// <summary>Replaces the content by the first <paramref name="most"/> rows of another list.</summary>
    public void Copy(CandidateList other, int most)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count = Math.Min(most, other.Count);
        other._items.AsSpan(0, Count).CopyTo(_items);
        other._scores.AsSpan(0, Count).CopyTo(_scores);
    }
}

/// <summary>Brings some candidates into the order of lists. One thread's workspace.</summary>
/// <remarks>
/// Same result as <c>TopNPlain</c> over a catalogue in which all others are masked. Cost c · log c for c candidates.
/// </remarks>
internal sealed class CandidateSorter(ListOrder order)
{
    private ulong[] _keys = new ulong[1024];
    private int _count;

    public void Start() => _count = 0;

    public void Add(int item, float score)
    {
        if (_count == _keys.Length)
            Array.Resize(ref _keys, 2 * _count);
        _keys[_count++] = order.KeyOf(item, score);
    }

    /// <summary>Replaces the content of <paramref name="list"/> by the best <paramref name="n"/>, best first.</summary>
    public void TakeBest(int n, CandidateList list)
    {
        _keys.AsSpan(0, _count).Sort();
        list.Clear();
        for (int i = 0; i < Math.Min(n, _count); i++)
        {
            var (item, score) = order.Of(_keys[i]);
            list.Add(item, score);
        }
    }
}
