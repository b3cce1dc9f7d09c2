namespace RecPipeline.Models.TopN;

/// <summary>Lists that a model made before, less what a user may not get. Same lists as <see cref="GivenListScorer"/>; without reasons.</summary>
public sealed class GivenListFinder(GivenLists given, ListSettings settings) : IListFinder
{
    private readonly GivenListScorer _scorer = new(given);
    private readonly float[] _scores = new float[settings.Order.Items];
    private readonly TopNSelector _selector = new(settings.Order, settings.Candidates);

    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        for (int at = 0; at < users.Count; at++)
        {
            lists[at].IsOwn = _scorer.TryScore(users.UserOf(at), _scores);
            if (!lists[at].IsOwn)
                continue;
            users.MaskOf(at).Hide(_scores);
            _selector.Select(_scores, lists[at].List);
        }
    }

    public void Explain(History history, ReadOnlySpan<int> items, Contributions contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        contributions.Start(0, items.Length);
    }
}
