using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace RecPipeline.Jobs.Commands;

/// <summary><c>recpipeline tune ease als</c>: cleans and splits as a run does, then searches the options of the models.</summary>
internal static class TuneCommand
{
    public static int Run(TuneOptions command)
    {
        if (command.Trials is < 1 or > 100_000)
            throw new UsageException($"--trials is {command.Trials}; give a number from 1 to 100000.");
        TunedModels.CheckNames(command.Models);
        var date = RunSettings.Date(command.Date);
        using var stop = new StopSignals();
        Pipes.Stop = stop.Token;
        using var start = new RunStart(new StageSelection(To: "split"), RunCommand.IsTerminal);
        var options = start.Load(command, date);
        var models = TunedModels.Named(options, [.. command.Models]);
        var log = start.Log(options);
        bool Execute(IRunProgress progress)
        {
            var catalog = new Catalog(Stores.Of(options.Output, null), options.EffectiveThreads, RunCommand.Cache(log));
            var run = new RunContext(options, catalog, date, start.Started, log, progress, stop.Token)
            { StopCode = () => stop.ExitCode ?? ExitCode.Interrupted, Input = start.Input, InputFailure = start.Failure };
            Print(run, Tune(run, start.Selection, models, command.Trials));
            return true;
        }
        return RunCommand.Guard(() => RunCommand.WithProgress(RunCommand.IsTerminal, Execute) ? ExitCode.Done : ExitCode.Failed, log, stop);
    }

    private static IReadOnlyList<(Trial Default, Trial Best)> Tune(RunContext run, StageSelection selection,
        IReadOnlyList<ChosenModel> models, int trials)
    {
        new PipelineRun(run, selection, force: false).Execute();
        using var held = PipelineRun.Lock(run);
        return new Tuner(run, trials).Run(models);
    }

    private static void Print(RunContext run, IReadOnlyList<(Trial Default, Trial Best)> found)
    {
        var table = new Table().AddColumn("model").AddColumn("metric").AddColumn("as set").AddColumn("best").AddColumn("options");
        foreach (var (before, best) in found)
            table.AddRow(
                before.Model, before.Metric, $"{before.Value:0.0000}", $"{best.Value:0.0000}", best.Number == 0 ? "as set" : Words(best));
        AnsiConsole.Write(table);
        var lines = AnsiConsole.Profile.Out.Writer;
        lines.WriteLine($"Trials: {run.Catalog.Store.Describe(TrialTable.Path)}");
        lines.WriteLine($"./recpipeline run --models {string.Join(',', found.Select(each => each.Best.Model))} "
            + $"--conf {run.Catalog.Store.Describe(TunedFile.Path)}");
    }

    private static string Words(Trial trial) => string.Join(", ", trial.Options.Select(each => $"{each.Key} {each.Value}"));
}
