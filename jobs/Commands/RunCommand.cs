using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using Serilog;
using Spectre.Console;

namespace RecPipeline.Jobs.Commands;

/// <summary><c>recpipeline run</c>.</summary>
internal static class RunCommand
{
    public static int Run(RunOptions command)
    {
        var date = RunSettings.Date(command.Date);
        using var stop = new StopSignals();
        Pipes.Stop = stop.Token;
        using var start = new RunStart(new StageSelection(command.From, command.To, command.Only, command.NoEvaluate), IsTerminal);
        var options = start.Load(command, date);
        return Run(command, options, spark => Stores.Of(options.Output, spark), date, start, stop);
    }

    /// <summary>Runs over any store; tests bring stores that fail or die.</summary>
    public static int Run(RunOptions command, PipelineOptions options, ITableStore store, DateOnly date)
    {
        using var stop = new StopSignals();
        Pipes.Stop = stop.Token;
        using var start = new RunStart(new StageSelection(command.From, command.To, command.Only, command.NoEvaluate), IsTerminal);
        return Run(command, options, _ => store, date, start, stop);
    }

    public static bool IsTerminal => AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Out.IsTerminal;

    private static int Run(RunOptions command, PipelineOptions options, Func<SparkEngine?, ITableStore> store, DateOnly date,
        RunStart start, StopSignals stop)
    {
        var log = start.Log(options);
        bool Execute(IRunProgress progress)
        {
            using var spark = start.Spark(options);
            var run = new RunContext(options, new Catalog(store(spark), options.EffectiveThreads, Cache(log)), date, start.Started, log,
                progress, stop.Token)
            { StopCode = () => stop.ExitCode ?? ExitCode.Interrupted, Spark = spark, Input = start.Input, InputFailure = start.Failure,
                Notes = start.Notes };
            foreach (string note in start.Notes)
                log.Warning("{Message}", note);
            bool didWork = new PipelineRun(run, start.Selection, command.Force).Execute();
            spark?.RegisterWithYarn();
            Summary.Print(run, DateTimeOffset.UtcNow - start.Started);
            return didWork;
        }
        return Guard(() => WithProgress(IsTerminal, Execute) ? ExitCode.Done : command.SkipExitCode ?? ExitCode.Done, log, stop);
    }

    public static TableCache Cache(ILogger log) => new(TableCache.LimitOfMachine, line => log.Debug("{Line}", line));

    public static bool WithProgress(bool isTerminal, Func<IRunProgress, bool> execute) => isTerminal
        ? AnsiConsole.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new ElapsedTimeColumn())
            .Start(context => execute(new TerminalProgress(context)))
        : execute(new NoProgress());

    public static int Guard(Func<int> run, ILogger log, StopSignals stop)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException) when (stop.ExitCode is { } code)
        {
            log.Warning("Stopped by a signal. Finished stages are kept; run the same command again to go on.");
            return code;
        }
        catch (PipelineException error)
        {
            log.Error("{Message}", Printable.Of(error.Message));
            return error.Code;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            log.Error("{Message} Finished stages are kept; run the same command again once the cause is gone.",
                Printable.Of(error.Message));
            log.Debug(error, "stack");
            return ExitCode.Failed;
        }
        catch (Exception error)
        {
            log.Error(error, "This is a defect of RecPipeline; please report it with these lines.");
            return ExitCode.Failed;
        }
    }
}
