using RecPipeline.Jobs.Tables;
using System.Diagnostics;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Report;

namespace RecPipeline.Jobs;

/// <summary>One run of the pipeline over one output folder: takes the lock, goes through the stages, always leaves a run.json.</summary>
public sealed class PipelineRun(RunContext run, StageSelection selection, bool force)
{
    /// <summary>Runs the selected stages in order and stops at the first failure.</summary>
    /// <returns>True when at least one stage ran; false when all were up to date.</returns>
    /// <exception cref="PipelineException">With the exit code of the failure. Another run holding the output gives 75.</exception>
    public bool Execute()
    {
        run = run with { Flow = Pipeline.Stages };
        var selected = selection.Of(Pipeline.Stages);
        if (Pipeline.Stages.FirstOrDefault(stage => stage.Name == selection.Only && !stage.Definition.IsOn(run.Options)) is { } off)
            throw new UsageException($"Stage '{off.Name}' is switched off. Give --set {off.Definition.Switch}=true.");
        using var held = Lock(run);
        try
        {
            if (run.InputFailure is { } failure)
                throw failure;
            // Options that were not loaded from settings may leave it open; keys hold what it is, never "auto".
            if (selected.Contains("clean"))
                run = run with { Options = Inputs.InputResolver.Resolved(run.Options) };
            LogInput();
            run.Catalog.RemoveLeftovers(Pipeline.Stages.SelectMany(stage => stage.Outputs(run.Options)));
            foreach (var stage in Pipeline.On(run.Options))
            {
                run.Catalog.KeepOnly(ReadBy([stage], selected), ReadBy(After(stage), selected));
                // A stage leaves gigabytes of large arrays, which the collector would let lie until the next one has filled as many.
                GC.Collect();
                Step(stage, selected.Contains(stage.Name));
            }
            return run.Outcomes.Any(outcome => outcome is { Status: StageStatus.Ran, Stage: not "gate" });
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            RecordFailure(error);
            throw;
        }
        finally
        {
            run.Catalog.KeepOnly(new HashSet<string>(), new HashSet<string>());
        }
    }

    private IEnumerable<Stage> After(Stage one) => Pipeline.On(run.Options).SkipWhile(stage => stage != one).Skip(1);

    private HashSet<string> ReadBy(IEnumerable<Stage> stages, IReadOnlySet<string> selected) =>
    [
        .. stages.Where(stage => selected.Contains(stage.Name)).SelectMany(stage => stage.Inputs(run.Options))
            .Select(input => input.Table),
    ];

    private void Step(Stage stage, bool isSelected)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        if (!isSelected)
        {
            run.Outcomes.Add(new StageOutcome(stage.Name, StageStatus.NotSelected, 0, ""));
            return;
        }
        run.Progress.Begin(stage.Name);
        var (clock, runner) = (Stopwatch.StartNew(), new StageRunner(run));
        try
        {
            var outcome = runner.Run(stage, force);
            run.Outcomes.Add(outcome);
            run.Progress.End(outcome.Status, outcome.Seconds);
            Log(outcome);
        }
        catch (Exception error)
        {
            run.Outcomes.Add(new StageOutcome(stage.Name, StageStatus.Failed, clock.Elapsed.TotalSeconds, "") { Spark = runner.Spark });
            run.Progress.End(StageStatus.Failed, clock.Elapsed.TotalSeconds);
            if (error is not StageLeftOutException)
                throw;
            run.Log.Error("{Stage} is left out of this run: {Message}", stage.Name, error.Message);
        }
    }

    private void LogInput()
    {
        if (run.Input is not { } input)
            return;
        run.Log.Information("input: {Words}", input.Words);
        foreach (var row in input.FirstRows)
            run.Log.Information("input: {Row}", row);
    }

    private void Log(StageOutcome outcome)
    {
        if (outcome.Status == StageStatus.Ran)
            run.Log.Information("{Stage}: done in {Seconds:0.00} s", outcome.Stage, outcome.Seconds);
        else
            run.Log.Information("{Stage}: up to date", outcome.Stage);
    }

    /// <summary>Holds the output of a run against others.</summary>
    /// <exception cref="PipelineException">Another one holds it (75), or it cannot be used.</exception>
    internal static IDisposable Lock(RunContext run)
    {
        string owner = $"process {Environment.ProcessId} on {Environment.MachineName} since {run.Started:yyyy-MM-dd HH:mm:ss}Z";
        try
        {
            return run.Catalog.Store.TryLock(Catalog.LockPath, owner, out string? holder)
                ?? throw new PipelineException(ExitCode.Busy,
                    $"Another run holds the output '{run.Catalog.Store.Describe("")}': {holder}. Wait for it to end and run again, "
                    + "or choose another --out.");
        }
        catch (StoreException error)
        {
            throw new UsageException($"The output folder cannot be used. {error.Message}", error);
        }
    }

    private void RecordFailure(Exception error)
    {
        try
        {
            RunFile.WriteFailure(run, error);
        }
        catch (Exception second) when (second is IOException or InvalidDataException)
        {
            // The first error is the one to report.
            run.Log.Warning("run.json could not be written after the failure: {Message}", second.Message);
        }
    }
}
