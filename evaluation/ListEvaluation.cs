namespace RecPipeline.Evaluation;

/// <summary>Measures top-N lists while they are produced: one <see cref="Add"/> per user, all metrics and cutoffs at once.</summary>
/// <remarks>
/// Keeps users × (metrics × cutoffs) values and, per cutoff, one count per catalogue item; never users × items.
/// <see cref="Add"/> may be called on any threads in any order: every user writes its own row, counts are whole numbers, and
/// sums are taken at the end in user order (<see cref="FixedOrderSum"/>), so the rows are equal in bits.
/// </remarks>
/// <example><code>
/// var evaluation = new ListEvaluation(StandardMetrics.Ranking(catalogue), [10, 100], users: 610, catalogue.Items);
/// evaluation.Add(user, new RankedList(items, scores, relevant, relevantRatings));
/// var rows = evaluation.Rows("strong_liked", fold: 0, "als", seed: 42);
/// </code></example>
public sealed class ListEvaluation
{
    private readonly IListMetric[] _listMetrics;
    private readonly ICatalogueMetric[] _catalogueMetrics;
    private readonly int[] _cutoffs;
    private readonly Exposure? _exposure;
    private readonly UserTable _table;
    private readonly SampleOfUsers _sample;

    /// <param name="metrics">List and catalogue metrics, in the order of the result.</param>
    /// <param name="cutoffs">Ascending values of N.</param>
    /// <param name="users">User numbers passed to <see cref="Add"/> lie below it; not all need to come.</param>
    /// <param name="catalogueItems">Items that could be recommended; needed for catalogue metrics, 0 without.</param>
    /// <param name="sampleSeed">Draws the users of metrics that are measured on a sample.</param>
    public ListEvaluation(IReadOnlyList<IMetric> metrics, IReadOnlyList<int> cutoffs, int users, int catalogueItems = 0, long sampleSeed = 42)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Metrics = metrics;
        _cutoffs = Cutoffs.Checked(cutoffs);
        _listMetrics = [.. metrics.OfType<IListMetric>()];
        _catalogueMetrics = [.. metrics.OfType<ICatalogueMetric>()];
        if (_catalogueMetrics.Length > 0 && catalogueItems < 1)
            throw new ArgumentException($"'{_catalogueMetrics[0].Name}' needs the size of the catalogue, but catalogueItems is {catalogueItems}.", nameof(catalogueItems));
        _exposure = _catalogueMetrics.Length > 0 ? new Exposure(catalogueItems, _cutoffs) : null;
        _sample = new SampleOfUsers(users, sampleSeed);
        Columns = new MetricColumns(_listMetrics, _cutoffs);
        _table = new UserTable(users, Columns.Count);
    }

    /// <summary>What is measured; each has its definition.</summary>
    public IReadOnlyList<IMetric> Metrics { get; }

    private MetricColumns Columns { get; }

    /// <summary>Measures one user's list. Thread-safe for different users.</summary>
    /// <exception cref="ArgumentException">The user was added before or lies outside; an item lies outside the catalogue.</exception>
    public void Add(int user, in RankedList list)
    {
        var row = _table.Claim(user);
        for (int m = 0; m < _listMetrics.Length; m++)
        {
            var values = row.Slice(Columns.Values(m), _cutoffs.Length);
            if (_sample.Holds(user, _listMetrics[m].SampleUsers))
                _listMetrics[m].Values(list, _cutoffs, values);
            else
                values.Fill(double.NaN);
            if (_listMetrics[m] is IPooledMetric pooled)
                AddPooled(pooled, list, values, row.Slice(Columns.Pooled(m), 2 * _cutoffs.Length));
        }
        _exposure?.Add(list.Items);
    }

    /// <summary>The result: for each metric, slice and cutoff a row; list metrics first, then catalogue metrics. Slices nobody is in are left out.</summary>
    /// <exception cref="InvalidOperationException">ARHR came out above the hit rate, which its definition rules out.</exception>
    public IReadOnlyList<MetricRow> Rows(string protocol, int fold, string model, long seed, int resamples = Bootstrap.DefaultResamples)
    {
        var summary = new StatisticRows(_table, seed, resamples);
        var rows = summary.Of(Columns.Statistics(), protocol, fold, model).Where(row => row.Slice == MetricRow.All || row.Users > 0).ToList();
        for (int c = 0; c < _cutoffs.Length; c++)
            AddCatalogueRows(rows, c, new MetricRow(protocol, fold, model, "", _cutoffs[c], MetricRow.All, 0, double.NaN, double.NaN, summary.UsersAdded, 0));
        AssertReciprocalBelowHitRate(rows);
        return rows;
    }

    /// <summary>One metric's values by user number, for <see cref="PairedComparison"/>; NaN for users who do not take part or were not added.</summary>
    public double[] PerUser(string metric, int cutoff, string slice = MetricRow.All) => _table.Column(Columns.Find(metric, cutoff, slice));

    // [value · weight per cutoff | weight per cutoff]
    private void AddPooled(IPooledMetric metric, in RankedList list, ReadOnlySpan<double> values, Span<double> pooled)
    {
        for (int c = 0; c < _cutoffs.Length; c++)
        {
            double weight = metric.Weight(list, _cutoffs[c]);
            pooled[c] = values[c] * weight;
            pooled[_cutoffs.Length + c] = weight;
        }
    }

    private void AddCatalogueRows(List<MetricRow> rows, int cutoffPlace, MetricRow frame)
    {
        if (_exposure is null)
            return;
        int[] timesListed = _exposure.TimesListed(cutoffPlace);
        foreach (var metric in _catalogueMetrics)
            rows.Add(frame with { Metric = metric.Name, Value = metric.Value(timesListed) });
    }

    private static void AssertReciprocalBelowHitRate(List<MetricRow> rows)
    {
        foreach (var row in rows.Where(row => row.Metric == "ARHR"))
        {
            var hitRate = rows.Find(other => other.Metric == "HitRate" && other.Cutoff == row.Cutoff);
            if (hitRate is not null && row.Value > hitRate.Value + 1e-12)
                throw new InvalidOperationException($"ARHR@{row.Cutoff} is {row.Value}, above HitRate@{row.Cutoff} {hitRate.Value}. A hit counts at most 1: a metric is wrong.");
        }
    }
}
