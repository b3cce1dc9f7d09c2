namespace RecPipeline.Models.TopN;

/// <summary>Brings some candidates into the order of lists. One thread's workspace.</summary>
/// <remarks>
/// Same result as <see cref="TopNPlain"/> over a catalogue in which all others are masked. Cost c · log c for c candidates.
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
