using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Publish;

namespace RecPipeline.Jobs.Stages.Gate;

internal static class GateLocal
{
    public static void Run(StageContext context)
    {
        var now = GateMetrics.Read(context);
        var before = PublishedFile.Metrics(context.Run.Catalog.Store);
        var falls = Falls(context.Options.Gate, now, before).ToArray();
        if (falls.Length > 0)
            throw new PipelineException(ExitCode.HeldBack, "The quality gate holds this run back; what was published stays.\n" + string.Join('\n', falls.Select(fall => "  " + fall)) + "\nLook at report/index.html. Raise gate.maxDrop if the fall is meant.");
        context.Log.Information("gate: {Count} metrics held against {Reference}", now.Count, before is null ? "nothing, this is the first run" : "the last published run");
    }

    private static IEnumerable<string> Falls(GateOptions options, IReadOnlyDictionary<string, double> now, JsonObject? before)
    {
        foreach (var (name, value) in now)
        {
            if (before?[name] is { } node && (double)node is var was && value < was * (1 - options.MaxDrop))
                yield return $"{name} fell from {was:0.####} to {value:0.####}, by {1 - (value / was):0.0%}; gate.maxDrop allows {options.MaxDrop:0.0%}.";
        }
    }
}
