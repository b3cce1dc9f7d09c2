using RecPipeline.Jobs.Configuration;
using System.Diagnostics;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>The fits of a fold, each with the time that it took among the facts.</summary>
internal sealed class TimedFits(IFits fits, FoldName fold, FoldFacts facts) : IFits
{
    public ModelState Fit(ChosenModel model, TrainingData data)
    {
        var clock = Stopwatch.StartNew();
        var state = fits.Fit(model, data);
        facts.Time(fold, model.Name, clock.Elapsed.TotalSeconds, 0);
        return state;
    }

    public ModelState FitRatings(ChosenModel model, TrainingData data) => fits.FitRatings(model, data);
}
