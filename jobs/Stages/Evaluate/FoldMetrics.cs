using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>What is measured of the lists of a fold.</summary>
internal static class FoldMetrics
{
    private const int MostValues = 100;

    /// <summary>Ascending, each once.</summary>
    public static int[] Cutoffs(PipelineOptions options) => [.. options.Evaluate.Cutoffs.Distinct().Order()];

    /// <param name="options">Threshold of cHR, values of rHR.</param>
    /// <param name="kind">Of the protocol.</param>
    /// <param name="catalogue">Training rows of the fold.</param>
    /// <param name="sliced">Categories with a slice of their own.</param>
    public static IReadOnlyList<IMetric> Of(
        PipelineOptions options, ProtocolKind kind, TrainingCatalogue catalogue, IEnumerable<Category> sliced) =>
        StandardMetrics.Of(
            kind, catalogue, (float)options.LikedThreshold, RatingValues(options.Clean),
            Slices(options.Evaluate.Slices, catalogue).Concat(sliced.Select(category => new CategorySlice(catalogue, category))));

    private static IEnumerable<ISlice> Slices(string[] names, TrainingCatalogue catalogue)
    {
        IEnumerable<ISlice> histories = names.Contains("history") ? HistorySlice.All : [];
        return names.Contains("popularity")
            ? [.. histories, new PopularitySlice(catalogue, isHead: true), new PopularitySlice(catalogue, isHead: false)]
            : histories;
    }

    // The scale that clean holds ratings to; where it knows none, or one of too many values to be told apart, half stars stay, and values
    // that nobody gave have no row.
    private static IEnumerable<RatingHitRate> RatingValues(CleanOptions clean)
    {
        var (low, high, step) = (clean.RatingRange[0], clean.RatingRange[1], clean.RatingStep);
        return step > 0 && (high - low) / step <= MostValues
            ? RatingHitRate.ForScale((float)(Math.Ceiling(low / step) * step), (float)high, (float)step)
            : RatingHitRate.ForScale();
    }
}
