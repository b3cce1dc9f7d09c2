using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Item2Vec;

/// <summary>Which place of the histories each step takes, and which place near it is its context.</summary>
/// <remarks>Steps stride over all places before they come back to one: as many for each like, in an order that mixes users.</remarks>
internal sealed class ContextDraw
{
    private readonly LikedHistories _histories;
    private readonly int _window;
    private readonly StridedOrder _places;
    private readonly ulong _key;

    /// <param name="histories">Of two items or more each.</param>
    /// <param name="window">Items before and after; 0 for the whole history.</param>
    /// <param name="seed">Of the fit.</param>
    public ContextDraw(LikedHistories histories, int window, long seed)
    {
        (_histories, _window, _key) = (histories, window, CounterRandom.Key(seed, 1));
        _places = new StridedOrder(histories.Items.Length, CounterRandom.Key(seed, 2));
    }

    public int Place(long step) => _places.Place(step);

    /// <summary>Any other place of the same history, or of its window.</summary>
    public int Of(int place, long step)
    {
        var (first, end) = (_histories.Starts[place], _histories.Ends[place]);
        if (_window > 0)
            (first, end) = (Math.Max(first, place - _window), (int)Math.Min(end, place + _window + 1L));
        int drawn = first + CounterRandom.Index(_key, step, end - first - 1);
        return drawn < place ? drawn : drawn + 1;
    }
}

/// <summary>Draws items by their counts to the power of 3/4, as word2vec draws words.</summary>
/// <remarks>x^(3/4) is √x · √√x: square roots are exact on every processor. A table says where each share of the draws begins, so that a
/// draw costs a few steps whatever the number of items.</remarks>
internal sealed class NegativeDraw
{
    private readonly double[] _sums;
    private readonly int[] _starts;
    private readonly ulong _key;

    public NegativeDraw(int[] counts, long seed)
    {
        (_sums, _key) = (new double[counts.Length], CounterRandom.Key(seed, 3));
        double sum = 0;
        for (int item = 0; item < counts.Length; item++)
            _sums[item] = sum += Math.Sqrt(counts[item]) * Math.Sqrt(Math.Sqrt(counts[item]));
        _starts = new int[counts.Length];
        for (int share = 0, item = 0; share < _starts.Length; _starts[share++] = item)
            while (item < counts.Length - 1 && _sums[item] <= sum * share / _starts.Length)
                item++;
    }

    /// <summary>The first item whose sum of weights lies above the number drawn.</summary>
    public int Item(long draw)
    {
        double drawn = (CounterRandom.At(_key, draw) >> 11) * (1.0 / (1L << 53)), at = drawn * _sums[^1];
        int item = _starts[(int)(drawn * _starts.Length)];
        while (item > 0 && _sums[item - 1] > at) // a share's own start is rounded
            item--;
        while (_sums[item] <= at)
            item++;
        return item;
    }
}
