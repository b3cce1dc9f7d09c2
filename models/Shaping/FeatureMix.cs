using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Shaping;

/// <summary>How far the features of a list are from those of a history (Steck, Calibrated Recommendations, 2018).</summary>
/// <remarks>
/// Each item spreads 1 over its features, and a mix is the mean of its items. With p of the liked items and q of the list, the
/// divergence is Σ p·ln(p / (.99·q + .01·p)): 0 for the same mix, at most ln 100. An item without features counts for nothing.
/// One thread's workspace.
/// </remarks>
internal sealed class FeatureMix(TasteRule rule)
{
    private const double Smoothing = 0.01, Ln2 = 0.6931471805599453;
    private readonly double[] _history = new double[rule.Count], _list = new double[rule.Count];
    private double _items;

    /// <summary>Begins an empty list for a user who liked some items.</summary>
    public void Start(ReadOnlySpan<int> items, ReadOnlySpan<float> ratings)
    {
        Array.Clear(_history);
        Array.Clear(_list);
        _items = 0;
        double liked = 0;
        for (int row = 0; row < items.Length; row++)
            if (ratings[row] >= rule.LikedThreshold && !rule.FeaturesOf(items[row]).IsEmpty)
            {
                AddTo(_history, items[row]);
                liked++;
            }
        for (int feature = 0; feature < _history.Length && liked > 0; feature++)
            _history[feature] /= liked;
    }

    public void Add(int item)
    {
        AddTo(_list, item);
        _items += rule.FeaturesOf(item).IsEmpty ? 0 : 1;
    }

    /// <summary>The divergence of the list with one item more; 0 where the user liked nothing that has features.</summary>
    public double With(int item)
    {
        var own = rule.FeaturesOf(item);
        double share = own.IsEmpty ? 0 : 1.0 / own.Length, items = _items + (own.IsEmpty ? 0 : 1), sum = 0;
        for (int feature = 0; feature < _history.Length; feature++)
        {
            if (_history[feature] == 0)
                continue;
            double inList = _list[feature] + (own.Contains(feature) ? share : 0), q = items == 0 ? 0 : inList / items;
            sum += _history[feature] * StableLog2.Of(_history[feature] / (((1 - Smoothing) * q) + (Smoothing * _history[feature])));
        }
        return sum * Ln2;
    }

    private void AddTo(double[] mix, int item)
    {
        var features = rule.FeaturesOf(item);
        foreach (int feature in features)
            mix[feature] += 1.0 / features.Length;
    }
}
