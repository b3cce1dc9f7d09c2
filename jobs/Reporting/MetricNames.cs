using RecPipeline.Evaluation;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Which metric speaks for a protocol, which way is better, and the formulas that the report prints.</summary>
internal static class MetricNames
{
    private const string Pooled = "Pooled"; // what ListEvaluation puts behind the name of a pooled metric

    /// <summary>The formula of every metric that the table <c>metrics</c> may hold, by name; the words are the metrics' own.</summary>
    /// <param name="likedThreshold">Lowest rating that counts as a hit for cHR.</param>
    public static IReadOnlyDictionary<string, string> Definitions(double likedThreshold)
    {
        var definitions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["MAE"] = RatingErrors.MaeDefinition,
            ["RMSE"] = RatingErrors.RmseDefinition,
            ["MAEWithFallback"] = RatingErrors.FallbackDefinition,
            ["RMSEWithFallback"] = RatingErrors.FallbackDefinition,
            ["RowsPredicted"] = RatingErrors.RowsPredictedDefinition,
            ["RowsWithoutPrediction"] = RatingErrors.RowsWithoutPredictionDefinition,
            ["Churn"] = ListChurn.ChurnDefinition,
            ["RBO"] = ListChurn.RboDefinition,
            ["UsersChanged"] = ListChurn.ChangedDefinition,
        };
        var nobody = new TrainingCatalogue(new SparseMatrix(0, [0], [], [])); // definitions do not depend on the rows
        foreach (var metric in StandardMetrics.Ranking(nobody).Concat(StandardMetrics.LeaveOneOut(nobody, (float)likedThreshold)))
            Add(definitions, metric);
        return definitions;
    }

    public static string Display(MetricRow row) => Display(row.Metric, row.Cutoff);

    public static string Display(string metric, int cutoff) => cutoff == 0 ? metric : $"{metric}@{cutoff}";

    /// <summary>True for the rows with the one number that their protocol is for.</summary>
    public static bool IsHeadline(MetricRow row, IReadOnlyCollection<int> cutoffs) =>
        row.Slice == MetricRow.All && (row.Metric, row.Cutoff) == ProtocolKinds.Headline(row.Protocol, cutoffs);

    /// <summary>What a protocol asks of a model, in a few words.</summary>
    public static string Task(string protocol) => ProtocolKinds.Of(protocol) switch
    {
        ProtocolKind.LeaveOneOut => "Finding the one hidden item",
        ProtocolKind.HeldOutUsers => "Ranking for users no model saw",
        _ when protocol.StartsWith("temporal", StringComparison.Ordinal) => "Predicting later ratings",
        _ => "Predicting hidden ratings",
    };

    /// <summary>True for errors; false for shares and gains.</summary>
    public static bool IsLowerBetter(string metric) =>
        metric.StartsWith("RMSE", StringComparison.Ordinal) || metric.StartsWith("MAE", StringComparison.Ordinal) || metric.EndsWith("error", StringComparison.Ordinal);

    /// <summary>True where a model with a better value is a better model; coverage, diversity and novelty only describe lists.</summary>
    public static bool IsAccuracy(string metric) =>
        IsLowerBetter(metric) || metric is "NDCG" or "Recall" or "RecallCapped" or "Precision" or "MAP" or "MRR" or "HitRate" or "cHR" or "ARHR" or "rHR";

    /// <summary>True for numbers of rows.</summary>
    public static bool IsCount(string metric) => metric is "RowsPredicted" or "RowsWithoutPrediction";

    private static void Add(SortedDictionary<string, string> definitions, IMetric metric)
    {
        definitions[metric.Name] = metric.Definition;
        if (metric is IPooledMetric)
            definitions[metric.Name + Pooled] = metric.Definition;
    }
}
