using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Comparing;

/// <summary>Row account and times of two runs, as lines of a table.</summary>
internal static class RunPairs
{
    public static IEnumerable<string[]> Account(Catalog a, Catalog b)
    {
        var (linesA, linesB) = (Lines(a), Lines(b));
        return linesA.Keys.Union(linesB.Keys).Select(name => new[] { name, Cell(linesA, name), Cell(linesB, name) });
    }

    /// <summary>Stages in the order of the flow that at least one of the runs has tables of.</summary>
    public static IEnumerable<string[]> Seconds(Catalog a, Catalog b)
    {
        var (secondsA, secondsB) = (StageSeconds(a), StageSeconds(b));
        return Pipeline.Stages.Select(stage => stage.Name).Where(name => secondsA.ContainsKey(name) || secondsB.ContainsKey(name))
            .Select(name => new[] { name, Cell(secondsA, name), Cell(secondsB, name) });
    }

    private static Dictionary<string, string> Lines(Catalog catalog)
    {
        if (RowAccountFacts.Of(
            catalog.Contract("ratings").Properties["row_account"] as System.Text.Json.Nodes.JsonObject) is not { } account)
            return [];
        var lines = new Dictionary<string, string> { ["read"] = $"{account.RowsIn:N0}", ["kept"] = $"{account.Kept:N0}" };
        foreach (var (reason, count) in account.Rejected)
            lines[$"rejected: {reason}"] = $"{count:N0}";
        foreach (var (filter, count) in account.Filtered)
            lines[$"filtered: {filter}"] = $"{count:N0}";
        if (account.Merged > 0)
            lines["merged"] = $"{account.Merged:N0}";
        lines["duplicates"] = $"{account.DuplicateExact + account.DuplicateConflict:N0}";
        return lines;
    }

    // Every stage has a table that no option takes away.
    private static Dictionary<string, string> StageSeconds(Catalog catalog) =>
        Pipeline.Stages.SelectMany(stage => stage.Outputs(new PipelineOptions())).Select(catalog.FindContract).OfType<TableContract>()
            .GroupBy(contract => contract.Stage).ToDictionary(group => group.Key, group => $"{group.First().StageSeconds:0.00}");

    private static string Cell(Dictionary<string, string> lines, string name) => lines.GetValueOrDefault(name, "");
}
