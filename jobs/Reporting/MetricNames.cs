using RecPipeline.Evaluation;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Which metric speaks for a protocol, which way is better, and the formulas that the report prints.</summary>
internal static class MetricNames
{
    private static readonly IReadOnlyDictionary<string, IMetric> Known = StandardMetrics.ByName();

    /// <summary>The formula of every metric that the table <c>metrics</c> may hold, by name; the words are the metrics' own.</summary>
    /// <param name="likedThreshold">Lowest rating that counts as a hit for cHR.</param>
    public static IReadOnlyDictionary<string, string> Definitions(double likedThreshold) => new SortedDictionary<string, string>(
        StandardMetrics.ByName((float)likedThreshold)
            .ToDictionary(each => each.Key, each => each.Value.Definition), StringComparer.Ordinal);

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
        ProtocolKind.Later => "Ranking what users liked later",
        _ when ProtocolKinds.IsTemporal(protocol) => "Predicting later ratings",
        _ => "Predicting hidden ratings",
    };

    /// <summary>True for errors; false for shares and gains.</summary>
    public static bool IsLowerBetter(string metric) =>
        metric == RatingErrors.SquaredError || Known.GetValueOrDefault(metric) is { IsLowerBetter: true };

    /// <summary>True where a model with a better value is a better model; coverage, diversity and novelty only describe lists.</summary>
    public static bool IsAccuracy(string metric) => Known.GetValueOrDefault(metric) is { Kind: MetricKind.Accuracy };

    /// <summary>True for numbers of rows.</summary>
    public static bool IsCount(string metric) => Known.GetValueOrDefault(metric) is { Kind: MetricKind.Count };
}
