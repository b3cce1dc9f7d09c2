using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Ease;

/// <summary>
/// Lists of EASE: an item's score is the sum of its weights for the liked items of the history. Items that nobody liked are never listed.
/// </summary>
/// <remarks>Cost: liked rows · known items.</remarks>
/// <param name="model">Shared by all threads.</param>
/// <param name="likedThreshold">Lowest rating that is liked; liked rows enter with 1, as in the fit.</param>
public sealed class EaseHistoryScorer(EaseModel model, double likedThreshold) : IHistoryScorer
{
    private readonly EaseScorer _scorer = new(model);
    private readonly LikedRows _liked = new(likedThreshold, countsValues: false);

    public bool TryScore(History history, Span<float> scores)
    {
        _liked.Keep(history);
        bool isKnown = false;
        foreach (int item in _liked.Items)
            isKnown |= model.Knows(item);
        if (isKnown)
            _scorer.Score(_liked.Items, _liked.Values, scores);
        return isKnown;
    }

    public void Explain(int item, Span<float> contributions)
    {
        contributions.Clear();
        for (int i = 0; i < _liked.Count; i++)
            contributions[_liked.Rows[i]] = model.Weight(_liked.Items[i], item);
    }
}
