using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Content;

/// <summary>Lists by description: an item's score is the sum of its likeness to the liked items of the history, whether anybody rated it
/// or not.</summary>
/// <remarks>Cost: liked rows · items, one multiplication each. Sums are doubles in order of the history, rounded once.</remarks>
internal sealed class ContentScorer(ItemProfiles profiles, LikenessTable likeness, double likedThreshold) : IHistoryScorer
{
    private readonly LikedRows _liked = new(likedThreshold, countsValues: false);
    private readonly double[] _sums = new double[profiles.Items];

    public bool TryScore(History history, Span<float> scores)
    {
        _liked.Keep(history);
        Array.Clear(_sums);
        bool isDescribed = false;
        foreach (int item in _liked.Items)
            isDescribed |= Add(item);
        for (int item = 0; item < _sums.Length; item++)
            scores[item] = (float)_sums[item];
        return isDescribed;
    }

    public void Explain(int item, Span<float> contributions)
    {
        contributions.Clear();
        for (int i = 0; i < _liked.Count; i++)
            contributions[_liked.Rows[i]] = (float)likeness.Of(_liked.Items[i], item);
    }

    private bool Add(int item)
    {
        var (kinds, points) = (likeness.Kinds(profiles.KindOf[item]), likeness.Points(profiles.PointOf[item]));
        var (kindOf, pointOf, sums) = (profiles.KindOf, profiles.PointOf, _sums);
        for (int other = 0; other < sums.Length; other++)
            sums[other] += kinds[kindOf[other]] * points[pointOf[other]];
        return kinds[kindOf[item]] > 0;
    }
}
