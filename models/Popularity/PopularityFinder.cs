using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

/// <summary>
/// The most popular items that a user may get. Same lists as <see cref="PopularityScorer"/>: equal scores go by rank, so ranks decide
/// alone.
/// </summary>
/// <param name="popularity">Counts and ranks.</param>
/// <param name="settings">Of the lists.</param>
/// <param name="unit">What a count of 1 stands as, a power of two.</param>
public sealed class PopularityFinder(ItemPopularity popularity, ListSettings settings, long unit = 1) : IListFinder
{
    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        for (int at = 0; at < users.Count; at++)
        {
            lists[at].IsOwn = true;
            Fill(lists[at].List, users.MaskOf(at));
        }
    }

    public void Explain(History history, ReadOnlySpan<int> items, Contributions contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        contributions.Start(0, items.Length);
    }

    private void Fill(CandidateList list, ItemMask mask)
    {
        list.Clear();
        foreach (int item in settings.Order.ByPopularity)
        {
            if (list.Count == settings.Candidates)
                return;
            if (!mask.Hides(item))
                list.Add(item, (float)popularity.Ratings[item] / unit);
        }
    }
}

/// <summary>The same score for everyone: how often the item was rated. Exact below 2²⁴ ratings; ties then fall to the rank.</summary>
/// <param name="popularity">Counts and ranks.</param>
/// <param name="unit">What a count of 1 stands as, a power of two.</param>
public sealed class PopularityScorer(ItemPopularity popularity, long unit = 1) : IHistoryScorer
{
    private readonly float[] _scores = Array.ConvertAll(popularity.Ratings, ratings => (float)ratings / unit);

    public bool TryScore(History history, Span<float> scores)
    {
        _scores.CopyTo(scores);
        return true;
    }

    public void Explain(int item, Span<float> contributions) => contributions.Clear();
}
