using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

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
