namespace RecPipeline.Models.TopN;

/// <summary>Lists of a model that has nothing better than a score for every item: user by user, scored, masked, selected.</summary>
public sealed class ScoringFinder(IHistoryScorer scorer, ListSettings settings) : IListFinder
{
    private readonly float[] _scores = new float[settings.Order.Items];
    private readonly TopNSelector _selector = new(settings.Order, settings.Candidates);
    private float[] _parts = [];

    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        for (int at = 0; at < users.Count; at++)
        {
            lists[at].IsOwn = scorer.TryScore(users.HistoryOf(at), _scores);
            if (!lists[at].IsOwn)
                continue;
            users.MaskOf(at).Hide(_scores);
            _selector.Select(_scores, lists[at].List);
        }
    }

    public void Explain(History history, ReadOnlySpan<int> items, Contributions contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        contributions.Start(history.Items.Length, items.Length);
        if (_parts.Length < history.Items.Length)
            _parts = new float[history.Items.Length];
        contributions.Clear();
        scorer.TryScore(history, _scores);
        for (int column = 0; column < items.Length; column++)
        {
            scorer.Explain(items[column], _parts.AsSpan(0, history.Items.Length));
            for (int row = 0; row < history.Items.Length; row++)
                (contributions.Rows[row], contributions.Row(row)[column]) = (row, _parts[row]);
        }
    }
}
