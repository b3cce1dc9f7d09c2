using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages;

/// <summary>The values of the metrics that the gate watches, by name, as means over folds.</summary>
internal static class GateMetrics
{
    /// <summary>Metrics of protocols that this run did not evaluate, or that found nobody to measure, are left out.</summary>
    /// <exception cref="UsageException">A watched metric of an evaluated protocol does not exist.</exception>
    public static SortedDictionary<string, double> Read(StageContext context)
    {
        var rows = MetricsReading.Rows(context.Run.Catalog);
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in context.Options.Gate.Metrics)
        {
            if (!GateMetric.TryParse(name, out var metric) || !context.Options.Evaluate.Protocols.Contains(metric!.Protocol))
                continue;
            var found = rows.Where(
                row => (row.Protocol, row.Model, row.Metric, row.Cutoff, row.Slice) == (metric.Protocol, metric.Model, metric.Metric,
                    metric.Cutoff, MetricRow.All)).ToArray();
            if (found.Length == 0 && !rows.Any(row => row.Protocol == metric.Protocol && row.Users > 0))
                continue;
            if (found.Length == 0)
                throw Unmeasured(name, metric, rows);
            values[name] = found.Average(row => row.Value);
        }
        return values;
    }

    private static UsageException Unmeasured(string name, GateMetric metric, IReadOnlyList<MetricRow> rows)
    {
        var measured = rows.Where(row => row.Protocol == metric.Protocol && row.Slice == MetricRow.All)
            .Select(row => new GateMetric(row.Protocol, row.Model, row.Metric, row.Cutoff).ToString()).Distinct();
        return new UsageException(
            $"gate.metrics names '{name}', which protocol '{metric.Protocol}' does not measure. {Nearest.Hint(name, measured)}");
    }
}
