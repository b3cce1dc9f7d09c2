namespace RecPipeline.Evaluation;

/// <summary>How much the lists of all users changed against another run: churn@N, RBO@N, share of users changed@N.</summary>
/// <remarks>Threads as in <see cref="ListEvaluation"/>: users in any order on any threads, the same bits.</remarks>
public sealed class ListChurn
{
    private readonly int[] _cutoffs;
    private readonly UserTable _table;

    /// <summary>What it measures, in the order of its rows.</summary>
    public static IReadOnlyList<IMetric> Metrics { get; } =
    [
        new NamedMetric(
            "Churn", "1 - items both lists hold among the first N / longer list's length within N; mean over users",
            MetricKind.Description, null),
        new NamedMetric(
            "RBO", "rank-biased overlap of the first N, p = 0.9, extrapolated (Webber et al. 2010, eq. 32); mean over users",
            MetricKind.Description, null),
        new NamedMetric("UsersChanged", "share of users whose first N differ in an item or in order", MetricKind.Description, null),
    ];

    public ListChurn(int users, IReadOnlyList<int> cutoffs)
    {
        _cutoffs = Cutoffs.Checked(cutoffs);
        _table = new UserTable(users, Metrics.Count * _cutoffs.Length);
    }

    /// <param name="user">User number; each once.</param>
    /// <param name="now">This run's list, best first.</param>
    /// <param name="before">The other run's list.</param>
    public void Add(int user, ReadOnlySpan<int> now, ReadOnlySpan<int> before)
    {
        var row = _table.Claim(user);
        for (int c = 0; c < _cutoffs.Length; c++)
        {
            row[c] = 1 - ListOverlap.OverlapAt(now, before, _cutoffs[c]);
            row[_cutoffs.Length + c] = ListOverlap.RankBiased(now, before, _cutoffs[c]);
            row[2 * _cutoffs.Length + c] = ListOverlap.Changed(now, before, _cutoffs[c]);
        }
    }

    public IReadOnlyList<MetricRow> Rows(string protocol, int fold, string model, long seed, int resamples = Bootstrap.DefaultResamples)
    {
        var statistics = new List<Statistic>();
        for (int column = 0; column < Metrics.Count * _cutoffs.Length; column++)
            statistics.Add(
                new Statistic(Metrics[column / _cutoffs.Length].Name, _cutoffs[column % _cutoffs.Length], MetricRow.All, column));
        return new StatisticRows(_table, seed, resamples).Of(statistics, protocol, fold, model);
    }
}
