using System.Numerics;

namespace RecPipeline.Models.TopN;

/// <summary>Keeps the items that may be among the n best while scores arrive in any order, each off by at most a known error.</summary>
/// <remarks>
/// Let n scores or more have reached t, and let e be the error. n items truly reach t − e, so an item below t − 2e, which truly stays below
/// t − e, is none of the n best: it is passed over. What is kept is a superset of the n best; ties and near ties are all in it.
/// Example, n 1, e .1: after 5.0 and 4.9 both are kept; 4.7 is not.
/// t need not be the n-th largest score, only not above it: it is found by halving an interval, each step a vectorised count, at a fraction
/// of the cost of a selection.
/// </remarks>
internal sealed class CandidateBuffer(int n)
{
    private const int Steps = 24;
    private int[] _items = new int[(2 * n) + Slack];
    private float[] _scores = new float[(2 * n) + Slack];
    private double _error;
    private float _reached;

    // A few more than needed may stay after a shrink, else the last steps would be spent on single items.
    private static int Slack => Vector<float>.Count;

    public int Count { get; private set; }

    /// <summary>Scores below this cannot matter any more; −∞ before n are known.</summary>
    public float Threshold { get; private set; }

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Count);

    /// <param name="error">How far a score may be from the true one, not negative.</param>
    public void Start(double error) => (_error, Count, Threshold, _reached) = (error, 0, float.NegativeInfinity, float.NegativeInfinity);

    /// <summary>Takes a score at or above the threshold.</summary>
    public void Add(int item, float score)
    {
        if (Count == _items.Length)
            MakeRoom();
        (_items[Count], _scores[Count]) = (item, score);
        Count++;
    }

    /// <summary>Raises the threshold to what is known by now and drops what fell below.</summary>
    public void Shrink()
    {
        if (Count <= n)
            return;
        _reached = ReachedByN();
        Threshold = _error == 0 ? _reached : MathF.BitDecrement((float)(_reached - (2 * _error)));
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            (_items[kept], _scores[kept]) = (_items[i], _scores[i]);
            kept += _scores[kept] >= Threshold ? 1 : 0;
        }
        Count = kept;
    }

    // The largest value, up to the last steps, that at least n scores reach.
    private float ReachedByN()
    {
        var (low, high) = Range();
        low = Math.Max(low, _reached);
        for (int step = 0; step < Steps; step++)
        {
            float middle = low + ((high - low) / 2);
            if (middle <= low)
                break;
            int count = CountAtLeast(middle);
            if (count < n)
                high = middle;
            else
                low = middle;
            if (count >= n && count <= n + Slack)
                break;
        }
        return low;
    }

    private (float Low, float High) Range()
    {
        var (low, high) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
        int i = 0;
        for (; i <= Count - Vector<float>.Count; i += Vector<float>.Count)
            (low, high) = (Vector.Min(low, new Vector<float>(_scores, i)), Vector.Max(high, new Vector<float>(_scores, i)));
        var (smallest, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int lane = 0; lane < Vector<float>.Count; lane++)
            (smallest, largest) = (Math.Min(smallest, low[lane]), Math.Max(largest, high[lane]));
        for (; i < Count; i++)
            (smallest, largest) = (Math.Min(smallest, _scores[i]), Math.Max(largest, _scores[i]));
        return (smallest, largest);
    }

    private int CountAtLeast(float value)
    {
        var (values, counts) = (new Vector<float>(value), Vector<int>.Zero);
        int i = 0;
        for (; i <= Count - Vector<float>.Count; i += Vector<float>.Count)
            counts -= Vector.GreaterThanOrEqual(new Vector<float>(_scores, i), values); // true is −1
        int count = Vector.Sum(counts);
        for (; i < Count; i++)
            count += _scores[i] >= value ? 1 : 0;
        return count;
    }

    // Many equal scores can fill it without one that could go.
    private void MakeRoom()
    {
        Shrink();
        if (Count <= _items.Length - (n / 4) - 1)
            return;
        Array.Resize(ref _items, 2 * _items.Length);
        Array.Resize(ref _scores, _items.Length);
    }
}
