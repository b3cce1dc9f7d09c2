namespace RecPipeline.Evaluation;

/// <summary>Measures one list after the other: each becomes a row of numbers, and how often items were listed is counted along.</summary>
/// <remarks>
/// What it keeps grows with items × cutoffs, never with users, so a task of many can have one of its own:
/// the rows and counts of all tasks together are those of one <see cref="ListEvaluation"/> over all users. A row depends on its list alone;
/// <see cref="Measure"/> may be called on any threads.
/// </remarks>
public sealed class ListMeasure
{
    private readonly IListMetric[] _listMetrics;
    private readonly ICatalogueMetric[] _catalogueMetrics;
    private readonly int[] _cutoffs;
    private readonly Exposure? _exposure;
    private readonly SampleOfUsers _sample;

    /// <param name="metrics">List and catalogue metrics, in the order of the result.</param>
    /// <param name="cutoffs">Ascending values of N.</param>
    /// <param name="users">All users there are, measured here or elsewhere; their numbers lie below it.</param>
    /// <param name="catalogueItems">Items that could be recommended; needed for catalogue metrics, 0 without.</param>
    /// <param name="sampleSeed">Draws the users of metrics that are measured on a sample.</param>
    public ListMeasure(IReadOnlyList<IMetric> metrics, IReadOnlyList<int> cutoffs, int users, int catalogueItems = 0, long sampleSeed = 42)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Metrics = metrics;
        _cutoffs = Evaluation.Cutoffs.Checked(cutoffs);
        _listMetrics = [.. metrics.OfType<IListMetric>()];
        _catalogueMetrics = [.. metrics.OfType<ICatalogueMetric>()];
        if (_catalogueMetrics.Length > 0 && catalogueItems < 1)
            throw new ArgumentException(
                $"'{_catalogueMetrics[0].Name}' needs the size of the catalogue, but catalogueItems is {catalogueItems}.",
                nameof(catalogueItems));
        _exposure = _catalogueMetrics.Length > 0 ? new Exposure(catalogueItems, _cutoffs) : null;
        _sample = new SampleOfUsers(users, sampleSeed);
        Columns = new MetricColumns(_listMetrics, _cutoffs);
    }

    /// <summary>What is measured; each has its definition.</summary>
    public IReadOnlyList<IMetric> Metrics { get; }

    /// <summary>Numbers of a row.</summary>
    public int Width => Columns.Count;

    internal MetricColumns Columns { get; }

    internal ReadOnlySpan<int> Cutoffs => _cutoffs;

    /// <param name="user">Whose list it is: decides the samples that the user is in.</param>
    /// <param name="list">The list beside the user's test items.</param>
    /// <param name="row">[<see cref="Width"/>] becomes the user's numbers; NaN where the user does not take part.</param>
    /// <exception cref="ArgumentException">An item lies outside the catalogue.</exception>
    public void Measure(int user, in RankedList list, Span<double> row)
    {
        for (int m = 0; m < _listMetrics.Length; m++)
        {
            var values = row.Slice(Columns.Values(m), _cutoffs.Length);
            if (_sample.Contains(user, _listMetrics[m].SampleUsers))
                _listMetrics[m].Values(list, _cutoffs, values);
            else
                values.Fill(double.NaN);
            if (_listMetrics[m] is IPooledMetric pooled)
                AddPooled(pooled, list, values, row.Slice(Columns.Pooled(m), 2 * _cutoffs.Length));
        }
        _exposure?.Add(list.Items);
    }

    /// <summary>How often each item was listed, as far as it was: for another measure to <see cref="Add"/>.</summary>
    public ListedTimes Listed() => _exposure?.Listed() ?? new ListedTimes([], []);

    /// <summary>Counts what another measure of the same metrics and cutoffs has counted.</summary>
    /// <exception cref="ArgumentException">The counts are not of this catalogue and these cutoffs.</exception>
    public void Add(ListedTimes listed) => _exposure?.Add(listed);

    /// <summary>The catalogue metrics of all lists counted so far, at one of the cutoffs.</summary>
    internal IEnumerable<(string Metric, double Value)> OfCatalogue(int cutoffPlace)
    {
        if (_exposure is null)
            return [];
        int[] timesListed = _exposure.TimesListed(cutoffPlace);
        return _catalogueMetrics.Select(metric => (metric.Name, metric.Value(timesListed)));
    }

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
}
