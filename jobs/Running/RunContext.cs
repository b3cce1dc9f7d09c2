using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Sql;
using Serilog;

namespace RecPipeline.Jobs.Running;

/// <summary>What one run holds from start to end.</summary>
/// <param name="Options">The effective configuration.</param>
/// <param name="Date">The run's date, the only "now" that a result may depend on.</param>
/// <param name="Started">When the run began, for logs and the report.</param>
public sealed record RunContext(
    PipelineOptions Options, Catalog Catalog, DateOnly Date, DateTimeOffset Started, ILogger Log, IRunProgress Progress,
        CancellationToken Cancellation)
{
    /// <summary>local or spark.</summary>
    public string Engine => Options.Engine;

    /// <summary>All stages, in the order of the flow; none before the run begins.</summary>
    public IReadOnlyList<Stage> Flow { get; init; } = [];

    /// <summary>Those that the options do not switch off.</summary>
    public IEnumerable<Stage> StagesOn => Flow.Where(stage => stage.Definition.IsOn(Options));

    /// <summary>The Spark of this run, not started before a stage needs it; null on the local engine.</summary>
    public SparkEngine? Spark { get; init; }

    /// <summary>What the input was taken for; null where nobody looked at it before the run.</summary>
    public ResolvedInput? Input { get; init; }

    /// <summary>Why it could not be told what the input is; the run ends with it.</summary>
    public PipelineException? InputFailure { get; init; }

    /// <summary>What was asked for and is left out, with the reason; among the warnings of the report.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How each stage went, in the order of the flow.</summary>
    public List<StageOutcome> Outcomes { get; } = [];

    /// <summary>The exit code of a run that is stopped: that of the signal which cancelled it.</summary>
    public Func<int> StopCode { get; init; } = () => ExitCode.Interrupted;
}

public enum StageStatus
{
    Ran,
    UpToDate,
    NotSelected,
    Failed,
}

internal static class StageStatuses
{
    public static string Words(this StageStatus status) => status switch
    {
        StageStatus.Ran => "ran",
        StageStatus.UpToDate => "up to date",
        StageStatus.NotSelected => "not selected",
        _ => "failed",
    };
}

/// <param name="Seconds">Of this run; 0 for a stage that did not run.</param>
public sealed record StageOutcome(string Stage, StageStatus Status, double Seconds, string Key)
{
    /// <summary>What its Spark jobs took, also where it failed; null where it had none.</summary>
    public JobTotals? Spark { get; init; }
}
