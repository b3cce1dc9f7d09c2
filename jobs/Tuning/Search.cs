using System.Diagnostics;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Tuning;

/// <summary>The search of one model's options: random points, halved rung by rung, beside the options as they are set.</summary>
/// <param name="run">Seed, log, progress and cancellation.</param>
/// <param name="table">Gets every trial, and has those of a search that was stopped.</param>
/// <param name="trials">Random points beside trial 0.</param>
/// <param name="leastUsers">Of a rung.</param>
internal sealed class Search(RunContext run, TrialTable table, int trials, int leastUsers = Halving.LeastUsers)
{
    /// <exception cref="UsageException">The model refuses the data, or its options as they are set.</exception>
    /// <returns>Trial 0 and the best one, both on all training users.</returns>
    public (Trial Default, Trial Best) Run(ChosenModel model, IMeasure measure)
    {
        var space = new SearchSpace(model, run.Options.Seed);
        var rungs = Halving.Rungs(trials, measure.TrainingUsers, leastUsers);
        int[] numbers = [.. Enumerable.Range(0, trials + 1)];
        var measured = new List<Trial>();
        var (done, all) = (0L, rungs.Sum(rung => (rung.Trials + 1L) * rung.Users));
        for (int rung = 0; rung < rungs.Count; rung++)
        {
            numbers = rung == 0 ? numbers : Halving.Survivors(measured, rungs[rung].Trials);
            measured.Clear();
            foreach (int number in numbers)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                measured.Add(Measured(model, space, measure, number, rung, rungs[rung].Users));
                run.Progress.Advance((double)(done += rungs[rung].Users) / all);
            }
        }
        table.Close(model.Name);
        return (measured[0], Halving.Best(measured));
    }

    private Trial Measured(ChosenModel model, SearchSpace space, IMeasure measure, int number, int rung, int users)
    {
        var trial = table.Find(model.Name, number, users) is { } earlier ? earlier with { Rung = rung }
            : Fitted(model, space, measure, number, rung, users);
        table.Add(trial);
        run.Log.Information("tune: {Model} trial {Number} of {Users} users: {Metric} {Value}, {Options}", model.Name, number, users,
            trial.Metric, trial.Value is { } value ? $"{value:0.0000}" : "none", trial.Options.ToJsonString());
        return trial;
    }

    private Trial Fitted(ChosenModel model, SearchSpace space, IMeasure measure, int number, int rung, int users)
    {
        var clock = Stopwatch.StartNew();
        var point = space.Point(number);
        double? value = Value(model with { Options = point }, measure, number, users);
        return new Trial(
            model.Name, number, rung, users, space.Values(point), measure.Metric, value, measure.Users,
            Math.Round(clock.Elapsed.TotalSeconds, 3));
    }

    // Options that a model cannot be fitted with are a bad point of the search; as they are set it must be able to.
    private double? Value(ChosenModel model, IMeasure measure, int number, int users)
    {
        try
        {
            return Math.Round(measure.Value(model, users), 6);
        }
        catch (UsageException refusal) when (number > 0 && refusal.InnerException is ModelException)
        {
            run.Log.Information("tune: {Message}", refusal.Message);
            return null;
        }
    }
}
