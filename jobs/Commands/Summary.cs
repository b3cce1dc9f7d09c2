using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Stages.Report;
using Spectre.Console;

namespace RecPipeline.Jobs.Commands;

/// <summary>What a run prints at its end.</summary>
internal static class Summary
{
    public static void Print(RunContext run, TimeSpan elapsed)
    {
        AnsiConsole.Write(Stages(run));
        foreach (string line in Rows(run))
            AnsiConsole.Profile.Out.Writer.WriteLine(line);
        if (run.Catalog.FindContract("metrics") is not null)
            AnsiConsole.Write(Metrics(run));
        // Past the console's wrapping: people copy the path, also out of a scheduler's log.
        AnsiConsole.Profile.Out.Writer.WriteLine($"Done in {elapsed.TotalSeconds:0.0} s. {Where(run)}");
    }

    // The account of the run's own rows; parts of the flow without clean say nothing about them.
    private static IEnumerable<string> Rows(RunContext run)
    {
        bool isCleaned = run.Outcomes.Any(outcome => outcome is { Stage: "clean", Status: StageStatus.Ran or StageStatus.UpToDate });
        var account = isCleaned
            ? RowAccountFacts.Of(run.Catalog.FindContract("ratings")?.Properties["row_account"] as System.Text.Json.Nodes.JsonObject)
            : null;
        if (account is null)
            yield break;
        yield return $"Rows read: {account.Sum}.";
        foreach (var (filter, rows) in account.Filtered.Where(each => each.Value > 0))
            yield return $"  filtered: {filter} {rows:N0}";
        foreach (var (reason, rows) in account.Rejected.Append(new("duplicateExact", account.DuplicateExact))
            .Append(new("duplicateConflict", account.DuplicateConflict)).Where(each => each.Value > 0))
            yield return $"  rejected: {reason} {rows:N0}";
    }

    // A part of the flow leaves the page as an earlier run wrote it, or none.
    private static string Where(RunContext run) =>
        run.Outcomes.Any(outcome => outcome is { Stage: "report", Status: StageStatus.Ran or StageStatus.UpToDate })
        ? $"Report: {run.Catalog.Store.Describe(ReportStage.Page)}"
        : $"Tables: {run.Catalog.Store.Describe("")}";

    private static Table Stages(RunContext run)
    {
        var table = new Table().AddColumn("stage").AddColumn("").AddColumn(new TableColumn("seconds").RightAligned())
            .AddColumn(new TableColumn("rows").RightAligned());
        foreach (var outcome in run.Outcomes)
        {
            var stage = Pipeline.Stages.First(each => each.Name == outcome.Stage);
            var rows = stage.Outputs(run.Options).Select(run.Catalog.FindContract).Sum(contract => contract?.Rows ?? 0);
            table.AddRow(outcome.Stage, outcome.Status.Words(), outcome.Status == StageStatus.Ran ? $"{outcome.Seconds:0.00}" : "",
                rows == 0 ? "" : $"{rows:N0}");
        }
        return table;
    }

    // One line per model of each protocol, with the metric that the protocol is for.
    private static Table Metrics(RunContext run)
    {
        var table = new Table().AddColumn("protocol").AddColumn("model").AddColumn("metric")
            .AddColumn(new TableColumn("value").RightAligned()).AddColumn("95 % interval");
        foreach (var row in MetricsReading.Rows(run.Catalog).Where(row => MetricNames.IsHeadline(row, run.Options.Evaluate.Cutoffs)))
            table.AddRow(row.Protocol, row.Model, MetricNames.Display(row), $"{row.Value:0.0000}",
                $"{row.Low:0.0000} to {row.High:0.0000}");
        return table;
    }
}
