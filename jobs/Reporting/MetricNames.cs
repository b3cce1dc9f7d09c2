using RecPipeline.Evaluation;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Which metric speaks for a protocol, and the formulas that the report prints.</summary>
internal static class MetricNames
{
    public static string Display(MetricRow row) => row.Cutoff == 0 ? row.Metric : $"{row.Metric}@{row.Cutoff}";

    /// <summary>The one number that a protocol is for: RMSE, hit rate at 10, NDCG at 100.</summary>
    public static bool IsHeadline(MetricRow row) => row.Slice == MetricRow.All && (row.Protocol.Split('_')[0] switch
    {
        "loo" => row is { Metric: "HitRate", Cutoff: 10 },
        "strong" => row is { Metric: "NDCG", Cutoff: 100 },
        _ => row is { Metric: "RMSE", Cutoff: 0 },
    });
}
