using CommandLine;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Comparing;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Tables;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace RecPipeline.Jobs.Commands;

[Verb("compare", HelpText = "Put two runs side by side: metrics, changed lists, row account, times.")]
internal sealed class CompareOptions
{
    [Value(0, Required = true, MetaName = "A", HelpText = "Output folder of a run.")]
    public string A { get; set; } = "";

    [Value(1, Required = true, MetaName = "B", HelpText = "Output folder of the run to compare it with.")]
    public string B { get; set; } = "";
}

/// <summary><c>recpipeline compare out/a out/b</c>: what B changed against A.</summary>
internal static class CompareCommand
{
    public static int Run(CompareOptions options)
    {
        var (a, b) = (Open(options.A), Open(options.B));
        Print("Metrics that both runs have", ["protocol", "model", "metric", "A", "95 % interval", "B", "95 % interval", "B - A"],
            MetricPairs.Of(a, b).Select(Cells));
        var changes = ListChanges.Of(a, b);
        Print(
            $"Lists: {changes.CommonUsers:N0} users in both, {changes.OnlyA:N0} in A only, {changes.OnlyB:N0} in B only",
            ["what changed", "value", "95 % interval"],
            changes.Rows.Select(row => new[] { MetricNames.Display(row), $"{row.Value:0.0000}", Interval(row) }));
        Print("Rows of the ratings file", ["", "A", "B"], RunPairs.Account(a, b));
        Print("Seconds of the run that wrote the tables", ["stage", "A", "B"], RunPairs.Seconds(a, b));
        return ExitCode.Done;
    }

    private static Catalog Open(string folder)
    {
        var catalog = new Catalog(new LocalStore(folder));
        return catalog.FindContract("recommendations") is not null
            ? catalog
            : throw new UsageException(
                $"Comparing '{catalog.Store.Describe("")}': there are no recommendations in it. Name the output folders of two runs.");
    }

    private static string[] Cells((MetricRow A, MetricRow B) pair) =>
    [
        pair.A.Protocol + (pair.A.Fold == 0 ? "" : $" fold {pair.A.Fold}"), pair.A.Model, MetricNames.Display(pair.A),
        $"{pair.A.Value:0.0000}", Interval(pair.A), $"{pair.B.Value:0.0000}", Interval(pair.B),
        $"{pair.B.Value - pair.A.Value:+0.0000;-0.0000;0}",
    ];

    private static string Interval(MetricRow row) => double.IsNaN(row.Low) ? "" : $"{row.Low:0.0000} to {row.High:0.0000}";

    private static void Print(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Title(Markup.Escape(title));
        foreach (string column in columns)
            table.AddColumn(Markup.Escape(column));
        foreach (string[] row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
