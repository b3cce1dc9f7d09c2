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
