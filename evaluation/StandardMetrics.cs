namespace RecPipeline.Evaluation;

/// <summary>The metrics of the two kinds of list protocol.</summary>
public static class StandardMetrics
{
    /// <summary>For protocols with several test items per user (<c>strong_liked</c>, <c>hash_20</c>, <c>liang</c>).</summary>
    public static IReadOnlyList<IMetric> Ranking(TrainingCatalogue catalogue) =>
    [
        new Ndcg(), new Recall(), new RecallCapped(), new Precision(), new MeanAveragePrecision(), new MeanReciprocalRank(), new HitRate(),
        .. OfLists(catalogue),
    ];

    /// <summary>For protocols with one held-out item per user (<c>loo_last</c>).</summary>
    /// <param name="catalogue">Training rows of the protocol.</param>
    /// <param name="ratingCutoff">Of cHR.</param>
    /// <param name="ratingValues">Of rHR; null for half stars.</param>
    public static IReadOnlyList<IMetric> LeaveOneOut(TrainingCatalogue catalogue, float ratingCutoff = 4.0f, IEnumerable<RatingHitRate>? ratingValues = null) =>
    [
        new HitRate(), new CumulativeHitRate(ratingCutoff), new AverageReciprocalHitRate(), .. ratingValues ?? RatingHitRate.ForScale(),
        new Ndcg(), .. OfLists(catalogue),
    ];

    /// <summary>What lists are like, whether right or wrong: coverage, exposure, diversity, novelty.</summary>
    public static IReadOnlyList<IMetric> OfLists(TrainingCatalogue catalogue) =>
    [
        new UserCoverage(), new Diversity(catalogue), new NoveltyRank(catalogue), new SelfInformation(catalogue),
        new CatalogueCoverage(), new Gini(), new Entropy(),
    ];
}
