using System.Diagnostics;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tuning;

/// <summary>Searches the options of some models, one after the other, over an output whose tables are split.</summary>
/// <param name="run">Holds the output's lock.</param>
/// <param name="trials">Random points of each model.</param>
/// <param name="leastUsers">See <see cref="Halving"/>.</param>
internal sealed class Tuner(RunContext run, int trials, int leastUsers = Halving.LeastUsers)
{
    /// <summary>Trial 0 and the best trial of each model; the table of trials and tuned.json are written.</summary>
    public IReadOnlyList<(Trial Default, Trial Best)> Run(IEnumerable<ChosenModel> models)
    {
        using var context = new StageContext(run, "", []) { Stage = "tune" };
        var search = new Search(run, new TrialTable(run.Catalog, TrialKeys.Of(run.Catalog, run.Options)), trials, leastUsers);
        var found = new List<(Trial Default, Trial Best)>();
        foreach (var model in models)
        {
            run.Progress.Begin($"tune {model.Name}");
            var clock = Stopwatch.StartNew();
            found.Add(search.Run(model, Measure(context, model)));
            run.Progress.End(StageStatus.Ran, clock.Elapsed.TotalSeconds);
        }
        TunedFile.Write(run.Catalog, found.Select(each => each.Best));
        return found;
    }

    private static IMeasure Measure(StageContext context, ChosenModel model)
    {
        var fold = TunedModels.Fold(context.Options, model)!;
        var data = context.TrainingData(fold.Train, model);
        return TunedModels.IsOfLists(model)
            ? new ListMeasure(context, fold, data, context.Options.Evaluate.Cutoffs.Max())
            : new RatingMeasure(context, data);
    }
}
