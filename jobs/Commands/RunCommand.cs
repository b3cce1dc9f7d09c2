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
        var options = RunSettings.Load(RunSettings.Files(command), RunSettings.Settings(command), Environment.GetEnvironmentVariables(), date);
        return Run(command, options, spark => Stores.Of(options.Output, spark), date);
    }

    /// <summary>Runs over any store; tests bring stores that fail or die.</summary>
    public static int Run(RunOptions command, PipelineOptions options, ITableStore store, DateOnly date) => Run(command, options, _ => store, date);

    private static int Run(RunOptions command, PipelineOptions options, Func<SparkEngine?, ITableStore> store, DateOnly date)
    {
        using var stop = new StopSignals();
        Pipes.Stop = stop.Token;
        var started = DateTimeOffset.UtcNow;
        bool isTerminal = AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Out.IsTerminal;
        using var log = Logs.Create(Stores.LogFolder(options.Output), started, isTerminal);
        var selection = new StageSelection(command.From, command.To, command.Only, command.NoEvaluate);
        bool Execute(IRunProgress progress)
        {
            using var spark = options.Engine == "spark" ? new SparkEngine(options, log) : null;
            RawFile.Hadoop = spark is null ? null : () => spark.Session.SparkContext.FileSystem;
            var run = new RunContext(options, new Catalog(store(spark), options.EffectiveThreads), date, started, log, progress, stop.Token) { StopCode = () => stop.ExitCode ?? ExitCode.Interrupted, Spark = spark };
            bool didWork = new PipelineRun(run, selection, command.Force).Execute();
            spark?.SignIn();
            Summary.Print(run, DateTimeOffset.UtcNow - started);
            return didWork;
        }
        return Guard(() => WithProgress(isTerminal, Execute) ? ExitCode.Done : command.SkipExitCode ?? ExitCode.Done, log, stop);
    }

    private static bool WithProgress(bool isTerminal, Func<IRunProgress, bool> execute) => isTerminal
        ? AnsiConsole.Progress().AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => execute(new TerminalProgress(context)))
        : execute(new NoProgress());

    private static int Guard(Func<int> run, ILogger log, StopSignals stop)
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
            log.Error("{Message} Finished stages are kept; run the same command again once the cause is gone.", Printable.Of(error.Message));
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
