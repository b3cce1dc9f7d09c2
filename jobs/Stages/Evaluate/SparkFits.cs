using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// The fits of a fold in executors where a model has a form there and they can hold it; else on the driver, which has the rows.
/// </summary>
/// <param name="context">Options and session.</param>
/// <param name="table">The training rows; all data given to a fit hold exactly these.</param>
internal sealed class SparkFits(StageContext context, string table) : IFits
{
    public ModelState Fit(ChosenModel model, TrainingData data)
    {
        var fit = ExecutorFits.Of(model.Name);
        if (fit is not null && fit.WhyNot(context.Options, model) is null && fit.State(context, model, table, data) is { } state)
            return state;
        context.Log.Information("evaluate: the driver fits {Model} on {Table}", model.Name, table);
        return model.Fit(data, context.ForFitting());
    }

    public ModelState FitRatings(ChosenModel model, TrainingData data) => model.Model.PredictsApart
        ? model.FitRatings(data, context.ForFitting())
        : Fit(model, data);
}
