using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Jobs.Stages.Publish;

namespace RecPipeline.Jobs.Stages.Gate;

internal static class GateLocal
{
    public static void Run(StageContext context)
    {
        var now = GateMetrics.Read(context);
        var before = Comparable(context, PublishedFile.Metrics(context.Run.Catalog.Store));
        var falls = Falls(context.Options.Gate, now, before).Concat(Lost(context.Options, now, before)).ToArray();
        if (falls.Length > 0)
            throw new PipelineException(ExitCode.HeldBack,
                "The quality gate holds this run back; what was published stays.\n" + string.Join('\n', falls.Select(fall => "  " + fall))
                + "\nLook at report/index.html. Raise gate.maxDrop if the fall is meant.");
        context.Log.Information("gate: {Count} metrics held against {Reference}", now.Count,
            before is null ? "nothing, this is the first run" : "the last published run");
    }

    // A value over other users differs by chance, and by more than a fall that matters.
    private static Dictionary<string, double>? Comparable(StageContext context, IReadOnlyDictionary<string, double>? before)
    {
        var (now, then) = (MeasuredUsers.OfMetrics(context.Run.Catalog), PublishedFile.Samples(context.Run.Catalog.Store));
        bool IsComparable(string name)
        {
            string protocol = name.Split('/')[0];
            var (users, were) = (now.GetValueOrDefault(protocol), then.GetValueOrDefault(protocol));
            bool isAlike = MeasuredUsers.AreAlike(users, were);
            if (!isAlike)
                context.Log.Warning(
                    "gate: {Name} is not compared: measured on {Now}, published from {Before} (evaluate.maxUsers); "
                        + "the next run is compared again",
                    name, users, were?.ToString() ?? "all test users");
            return isAlike;
        }
        return before?.Where(each => IsComparable(each.Key)).ToDictionary();
    }

    // A protocol that measured somebody when the last run was published and finds nobody now.
    private static IEnumerable<string> Lost(PipelineOptions options, SortedDictionary<string, double> now,
        Dictionary<string, double>? before) =>
        from name in options.Gate.Metrics
        where before is not null && before.ContainsKey(name) && !now.ContainsKey(name) && GateMetric.TryParse(name, out var metric)
            && options.Evaluate.Protocols.Contains(metric!.Protocol)
        select $"{name} was {before![name]:0.####} and has no value now: its protocol found nobody to measure.";

    private static IEnumerable<string> Falls(GateOptions options, IReadOnlyDictionary<string, double> now,
        Dictionary<string, double>? before)
    {
        foreach (var (name, value) in now)
        {
            if (before is not null && before.TryGetValue(name, out double was) && value < was * (1 - options.MaxDrop))
                yield return $"{name} fell from {was:0.####} to {value:0.####}, by {1 - (value / was):0.0%}; "
                    + $"gate.maxDrop allows {options.MaxDrop:0.0%}.";
        }
    }
}
