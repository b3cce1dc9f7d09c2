using RecPipeline.Evaluation;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Comparing;

/// <summary>Headline metrics that two runs have in common.</summary>
internal static class MetricPairs
{
    /// <summary>Pairs in the order of run A; empty when one of the runs measured nothing.</summary>
    public static IEnumerable<(MetricRow A, MetricRow B)> Of(Catalog a, Catalog b)
    {
        if (a.FindContract("metrics") is null || b.FindContract("metrics") is null)
            return [];
        var rowsOfB = MetricsReading.Rows(b).ToDictionary(Name);
        var rowsOfA = MetricsReading.Rows(a);
        int[] cutoffs = [.. rowsOfA.Where(row => row.Cutoff > 0).Select(row => row.Cutoff).Distinct().DefaultIfEmpty(1)];
        return rowsOfA.Where(row => MetricNames.IsHeadline(row, cutoffs) && rowsOfB.ContainsKey(Name(row)))
            .Select(row => (row, rowsOfB[Name(row)]));
    }

    private static (string, int, string, string, int, string) Name(MetricRow row) =>
        (row.Protocol, row.Fold, row.Model, row.Metric, row.Cutoff, row.Slice);
}
