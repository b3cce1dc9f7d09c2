using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>What is measured of the lists of a fold.</summary>
internal static class FoldMetrics
{
    /// <summary>Ascending, each once.</summary>
    public static int[] Cutoffs(PipelineOptions options) => [.. options.Evaluate.Cutoffs.Distinct().Order()];

    /// <param name="options">Threshold of cHR.</param>
    /// <param name="hasHeldOutUsers">Ranking metrics; else those of one hidden item per user.</param>
    /// <param name="catalogue">Training rows of the fold.</param>
    public static IReadOnlyList<IMetric> Of(PipelineOptions options, bool hasHeldOutUsers, TrainingCatalogue catalogue) =>
        hasHeldOutUsers ? StandardMetrics.Ranking(catalogue) : StandardMetrics.LeaveOneOut(catalogue, (float)options.LikedThreshold);
}
