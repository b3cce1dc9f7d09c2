using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

/// <summary>
/// The most popular items that a user may get. Same lists as <see cref="PopularityScorer"/>: equal scores go by rank, so ranks decide
/// alone.
/// </summary>
public sealed class PopularityFinder(ItemPopularity popularity, ListSettings settings) : IListFinder
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
                list.Add(item, popularity.Ratings[item]);
        }
    }
}

/// <summary>The same score for everyone: how often the item was rated. Exact below 2²⁴ ratings; ties then fall to the rank.</summary>
public sealed class PopularityScorer(ItemPopularity popularity) : IHistoryScorer
{
    private readonly float[] _scores = Array.ConvertAll(popularity.Ratings, ratings => (float)ratings);

    public bool TryScore(History history, Span<float> scores)
    {
        _scores.CopyTo(scores);
        return true;
    }

    public void Explain(int item, Span<float> contributions) => contributions.Clear();
}
