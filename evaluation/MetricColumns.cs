namespace RecPipeline.Evaluation;

/// <summary>Where a user's row keeps which metric at which cutoff: per metric its values, then, if pooled, products and weights.</summary>
/// <remarks>Example, cutoffs 10 and 20: NDCG in columns 0-1, Diversity in 2-3, its products in 4-5, its weights in 6-7.</remarks>
internal sealed class MetricColumns
{
    private readonly IListMetric[] _metrics;
    private readonly int[] _cutoffs;
    private readonly int[] _starts;

    public MetricColumns(IListMetric[] metrics, int[] cutoffs)
    {
        (_metrics, _cutoffs) = (metrics, cutoffs);
        _starts = new int[metrics.Length];
        for (int m = 0; m < metrics.Length; m++)
        {
            _starts[m] = Count;
            Count += (metrics[m] is IPooledMetric ? 3 : 1) * cutoffs.Length;
        }
    }

    public int Count { get; }

    public int Values(int metric) => _starts[metric];

    public int Pooled(int metric) => _starts[metric] + _cutoffs.Length;

    public int Find(string metric, int cutoff, string slice)
    {
        int m = Array.FindIndex(_metrics, candidate => candidate.Name == metric && candidate.Slice == slice);
        int c = Array.IndexOf(_cutoffs, cutoff);
        if (m < 0 || c < 0)
            throw new ArgumentException($"No values were kept of '{metric}' at cutoff {cutoff}, slice '{slice}'. "
                + $"There are {string.Join(", ", _metrics.Select(x => x.Name).Distinct())} at {string.Join(", ", _cutoffs)}.");
        return _starts[m] + c;
    }

    public List<Statistic> Statistics()
    {
        var statistics = new List<Statistic>();
        for (int m = 0; m < _metrics.Length; m++)
        {
            for (int c = 0; c < _cutoffs.Length; c++)
                statistics.Add(new Statistic(_metrics[m].Name, _cutoffs[c], _metrics[m].Slice, Values(m) + c));
            if (_metrics[m] is IPooledMetric pooled)
                for (int c = 0, at = Pooled(m); c < _cutoffs.Length; c++, at++)
                    statistics.Add(new Statistic(pooled.PooledName, _cutoffs[c], pooled.Slice, at, at + _cutoffs.Length));
        }
        return statistics;
    }
}
