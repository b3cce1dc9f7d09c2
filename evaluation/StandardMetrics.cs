using RecPipeline.Models;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation;

/// <summary>Every metric, a line each; its formula, direction, kind and protocols are its own.</summary>
public static class StandardMetrics
{
    private const float UsualThreshold = 4.0f;

    private static SparseMatrix NoRows => new(0, [0], [], []);

    /// <summary>The metrics of lists that a kind of protocol takes: the one that it is for, then the others in a fixed order.</summary>
    /// <param name="protocol">With one hidden item per user, or with several.</param>
    /// <param name="catalogue">Training rows of the protocol.</param>
    /// <param name="likedThreshold">Lowest rating of a success for cHR.</param>
    /// <param name="ratingValues">Of rHR; null for half stars.</param>
    /// <param name="slices">Of whom and what the headline metric is taken apart; null for nobody.</param>
    public static IReadOnlyList<IMetric> Of(
        ProtocolKind protocol, TrainingCatalogue catalogue, float likedThreshold = UsualThreshold,
        IEnumerable<RatingHitRate>? ratingValues = null, IEnumerable<ISlice>? slices = null) =>
        [.. OfLists(catalogue, likedThreshold, ratingValues ?? RatingHitRate.ForScale())
            .Concat((slices ?? []).SelectMany(Sliced))
            .Where(metric => metric.IsMeasuredIn(protocol)).OrderByDescending(metric => metric.Name == protocol.HeadlineMetric())];

    /// <summary>Every metric that a result may hold, by the name that it has there.</summary>
    /// <param name="likedThreshold">Lowest rating of a success for cHR; its formula says it.</param>
    public static IReadOnlyDictionary<string, IMetric> ByName(float likedThreshold = UsualThreshold)
    {
        var nobody = new TrainingCatalogue(NoRows, NoRows); // what is asked by name does not depend on the rows
        IMetric[] all = [.. OfLists(nobody, likedThreshold, RatingHitRate.ForScale()), .. RatingErrors.Metrics, .. ListChurn.Metrics];
        var pooled = all.OfType<IPooledMetric>().Select(metric => (Name: metric.PooledName, Metric: (IMetric)metric));
        return all.Select(metric => (metric.Name, Metric: metric)).Concat(pooled).DistinctBy(each => each.Name)
            .ToDictionary(each => each.Name, each => each.Metric, StringComparer.Ordinal);
    }

    private static IEnumerable<IMetric> Sliced(ISlice slice) =>
        [new SlicedMetric(new Ndcg(), slice), new SlicedMetric(new HitRate(), slice)];

    private static IMetric[] OfLists(TrainingCatalogue catalogue, float likedThreshold, IEnumerable<RatingHitRate> ratingValues) =>
    [
        new CumulativeHitRate(likedThreshold),
        new AverageReciprocalHitRate(),
        .. ratingValues,
        new Ndcg(),
        new Recall(),
        new RecallCapped(),
        new Precision(),
        new MeanAveragePrecision(),
        new MeanReciprocalRank(),
        new HitRate(),
        new UserCoverage(),
        new Diversity(catalogue),
        new NoveltyRank(catalogue),
        new SelfInformation(catalogue),
        new LongTailShare(catalogue),
        new PopularityLift(catalogue),
        .. catalogue.Categories is null ? Array.Empty<IMetric>() : [new Miscalibration(catalogue)],
        new CatalogueCoverage(),
        new Gini(),
        new Entropy(),
    ];
}
