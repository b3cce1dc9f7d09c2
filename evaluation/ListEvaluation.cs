using RecPipeline.Models.Kernels;

namespace RecPipeline.Evaluation;

/// <summary>
/// Measures top-N lists while they are produced: one <see cref="Add(int, in RankedList)"/> per user, all metrics and cutoffs at once.
/// </summary>
/// <remarks>
/// Keeps users × (metrics × cutoffs) values and, per cutoff, one count per catalogue item; never users × items.
/// Both forms of Add may be called on any threads in any order: every user writes its own row, counts are whole numbers, and
/// sums are taken at the end in user order (<see cref="BlockedSum"/>), so the rows are equal in bits.
/// </remarks>
/// <example><code>
/// var evaluation = new ListEvaluation(StandardMetrics.Ranking(catalogue), [10, 100], users: 610, catalogue.Items);
/// evaluation.Add(user, new RankedList(items, scores, relevant, relevantRatings));
/// var rows = evaluation.Rows("strong_liked", fold: 0, "als", seed: 42);
/// </code></example>
public sealed class ListEvaluation
{
    private readonly ListMeasure _measure;
    private readonly UserTable _table;

    /// <inheritdoc cref="ListMeasure(IReadOnlyList{IMetric}, IReadOnlyList{int}, int, int, long)"/>
    public ListEvaluation(
        IReadOnlyList<IMetric> metrics, IReadOnlyList<int> cutoffs, int users, int catalogueItems = 0, long sampleSeed = 42)
    {
        _measure = new ListMeasure(metrics, cutoffs, users, catalogueItems, sampleSeed);
        _table = new UserTable(users, _measure.Width);
    }

    /// <summary>What is measured; each has its definition.</summary>
    public IReadOnlyList<IMetric> Metrics => _measure.Metrics;

    /// <summary>Measures one user's list. Thread-safe for different users.</summary>
    /// <exception cref="ArgumentException">The user was added before or lies outside; an item lies outside the catalogue.</exception>
    public void Add(int user, in RankedList list) => _measure.Measure(user, list, _table.Claim(user));

    /// <summary>
    /// Takes over the row of a list that another <see cref="ListMeasure"/> of the same metrics has measured;
    /// what that one counted comes by <see cref="Add(ListedTimes)"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The user was added before or lies outside; the row is of other metrics.</exception>
    public void Add(int user, ReadOnlySpan<double> measured)
    {
        if (measured.Length != _measure.Width)
            throw new ArgumentException(
                $"User {user}: a row of {measured.Length} numbers was measured, needed {_measure.Width}. "
                    + "It is of other metrics or cutoffs.",
                nameof(measured));
        measured.CopyTo(_table.Claim(user));
    }

    /// <summary>Counts what another measure of the same metrics and cutoffs has counted, once.</summary>
    /// <exception cref="ArgumentException">The counts are not of this catalogue and these cutoffs.</exception>
    public void Add(ListedTimes listed) => _measure.Add(listed);

    /// <summary>
    /// The result: for each metric, slice and cutoff a row; list metrics first, then catalogue metrics. Slices nobody is in are left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">ARHR came out above the hit rate, which its definition rules out.</exception>
    public IReadOnlyList<MetricRow> Rows(string protocol, int fold, string model, long seed, int resamples = Bootstrap.DefaultResamples)
    {
        var summary = new StatisticRows(_table, seed, resamples);
        var rows = summary.Of(_measure.Columns.Statistics(), protocol, fold, model)
            .Where(row => row.Slice == MetricRow.All || row.Users > 0).ToList();
        for (int c = 0; c < _measure.Cutoffs.Length; c++)
            foreach (var (metric, value) in _measure.OfCatalogue(c))
                rows.Add(new MetricRow(
                    protocol, fold, model, metric, _measure.Cutoffs[c], MetricRow.All,
                    value, double.NaN, double.NaN, summary.UsersAdded, UsersSkipped: 0));
        AssertReciprocalBelowHitRate(rows);
        return rows;
    }

    /// <summary>
    /// One metric's values by user number, for <see cref="PairedComparison"/>; NaN for users who do not take part or were not added.
    /// </summary>
    public double[] PerUser(string metric, int cutoff, string slice = MetricRow.All) =>
        _table.Column(_measure.Columns.Find(metric, cutoff, slice));

    private static void AssertReciprocalBelowHitRate(List<MetricRow> rows)
    {
        foreach (var row in rows.Where(row => row.Metric == "ARHR"))
        {
            var hitRate = rows.Find(other => other.Metric == "HitRate" && other.Cutoff == row.Cutoff);
            if (hitRate is not null && row.Value > hitRate.Value + 1e-12)
                throw new InvalidOperationException(
                    $"ARHR@{row.Cutoff} is {row.Value}, above HitRate@{row.Cutoff} {hitRate.Value}. "
                        + "A hit counts at most 1: a metric is wrong.");
        }
    }
}
