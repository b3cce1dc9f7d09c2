using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Reporting;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Report;

/// <summary>Collects the facts of a run from its outcomes and the contracts.</summary>
internal static class RunFactsBuilder
{
    /// <summary>Facts that hold at any moment, also after a failure.</summary>
    public static RunFacts Basic(RunContext run, string key, string status, int exitCode, string? error) => new()
    {
        Key = key,
        Status = status,
        ExitCode = exitCode,
        Error = error,
        Program = ProgramVersion.Text,
        Runtime = RuntimeInformation.FrameworkDescription,
        Engine = run.Engine,
        Date = run.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Started = run.Started,
        Seconds = Math.Round((DateTimeOffset.UtcNow - run.Started).TotalSeconds, 3),
        Threads = run.Options.EffectiveThreads,
        Stages = [.. run.StagesOn.Select(stage => Stage(run, stage))],
        Spark = Spark(run),
        Warnings = Warnings(run),
        Input = run.Input,
        Options = Options(run.Options),
    };

    /// <summary>All facts, after every stage before the report.</summary>
    public static RunFacts Full(RunContext run, string key) => WithTables(run, Basic(run, key, "done", ExitCode.Done, error: null));

    /// <summary>Facts of a run that the gate held back: what it made is there to be looked at, as far as it was made.</summary>
    public static RunFacts HeldBack(RunContext run, string status, string verdict)
    {
        var facts = Basic(run, key: "", status, ExitCode.HeldBack, verdict);
        bool hasLists = run.Flow.Single(stage => stage.Name == "report").Inputs(run.Options).Where(input => !input.IsOptional)
            .All(input => run.Catalog.FindContract(input.Table) is not null);
        return hasLists ? WithTables(run, facts) : facts;
    }

    private static RunFacts WithTables(RunContext run, RunFacts facts)
    {
        bool isMeasured = run.Catalog.FindContract("metrics") is { } metrics && run.Catalog.IsFresh(metrics);
        return facts with
        {
            RowAccount = Properties(run.Catalog, "ratings")?["row_account"] as JsonObject,
            ItemsAccount = Properties(run.Catalog, "ratings")?["items_account"] as JsonObject,
            UsersAccount = Properties(run.Catalog, "ratings")?["users_account"] as JsonObject,
            RatingFacts = SplitProperties(run)?[RatingChecks.Property] as JsonObject,
            Splits = SplitProperties(run)?["proofs"] as JsonArray,
            Metrics = isMeasured ? MetricsReading.Rows(run.Catalog) : [],
            Definitions = isMeasured ? MetricNames.Definitions(run.Options.LikedThreshold) : new Dictionary<string, string>(),
            Evaluation = isMeasured ? Properties(run.Catalog, "metrics") : null,
            ListStatus = SampleUsers.ListStatus(run.Catalog),
            SampleUsers = SampleUsers.Choose(run.Catalog, run.Options.Report.SampleUsers, run.Options.Seed),
        };
    }

    private static StageFacts Stage(RunContext run, Stage stage)
    {
        var contracts = stage.Outputs(run.Options).Select(run.Catalog.FindContract).OfType<TableContract>().ToArray();
        var outcome = run.Outcomes.FirstOrDefault(each => each.Stage == stage.Name);
        double seconds = outcome is { Status: StageStatus.Ran } ? outcome.Seconds : contracts.FirstOrDefault()?.StageSeconds ?? 0;
        return new StageFacts(
            stage.Name,
            stage.Does,
            outcome is null ? "" : outcome.Status.Words(),
            Math.Round(seconds, 3),
            [.. stage.Reads.Select(set => set.Name)],
            [.. stage.Writes.Select(set => set.Name)],
            [.. contracts.Select(contract => new TableFacts(contract.Table, contract.Rows, contract.ContentHash, contract.Key))])
        {
            Spark = outcome is { Status: StageStatus.Ran or StageStatus.Failed } ? outcome.Spark : contracts.FirstOrDefault()?.Spark,
        };
    }

    private static SparkFacts? Spark(RunContext run) => run.Spark?.Application;

    private static JsonObject? SplitProperties(RunContext run) =>
        TableNames.Eval.Expand(run.Options).FirstOrDefault() is { } first ? Properties(run.Catalog, first) : null;

    // Of stages that this run went through, also where an earlier run did their work.
    private static string[] Warnings(RunContext run) =>
    [
        .. run.Notes,
        .. from outcome in run.Outcomes
           where outcome.Status != StageStatus.Failed
           let stage = run.Flow.Single(each => each.Name == outcome.Stage)
           let contract = stage.Outputs(run.Options).Select(run.Catalog.FindContract).FirstOrDefault(each => each is not null)
           from warning in contract?.Properties[StageContext.WarningsProperty] as JsonArray ?? []
           select $"{stage.Name}: {(string?)warning}",
    ];

    private static JsonObject? Properties(Catalog catalog, string table) => catalog.FindContract(table)?.Properties;

    private static OptionFact[] Options(PipelineOptions options)
    {
        var defaults = OptionProperties.Describe(new PipelineOptions()).ToDictionary(each => each.Path, each => each.Default);
        return [.. OptionProperties.Describe(options)
            .Select(each => new OptionFact(each.Path, each.Default, defaults[each.Path], each.Doc))];
    }
}
