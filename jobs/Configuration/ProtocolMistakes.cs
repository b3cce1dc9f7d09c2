using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Protocols that the input cannot serve, and metrics of protocols that do not run.</summary>
internal static class ProtocolMistakes
{
    public static IEnumerable<string> Of(PipelineOptions options)
    {
        string[] known = [.. options.Evaluate.Protocols.Where(Splits.Names.Contains)];
        string[] byTime = options.Input.Layout == "table" && options.Input.Table.Timestamp.Length == 0
            ? Array.FindAll(known, Splits.NeedsTimes)
            : [];
        if (byTime.Length > 0)
            yield return $"evaluate.protocols names {string.Join(", ", byTime)}, which need times, but input.table.timestamp is empty; "
                + $"choose from {string.Join(", ", Splits.Names.Where(name => !Splits.NeedsTimes(name)))}, or name the column of times.";
        foreach (string name in options.Gate.Metrics)
            if (GateMetric.TryParse(name, out var metric) && !options.Evaluate.Protocols.Contains(metric!.Protocol))
                yield return $"gate.metrics names '{name}', but evaluate.protocols does not run '{metric.Protocol}'; add it, "
                    + "or leave gate.metrics to follow the protocols that run.";
    }
}
