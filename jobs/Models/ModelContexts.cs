using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Models;

/// <summary>What models run with, from the options of a run.</summary>
internal static class ModelContexts
{
    public static RatingScale Scale(this PipelineOptions options) =>
        new(options.Clean.RatingRange[0], options.Clean.RatingRange[1], options.Clean.RatingScale);

    public static ListContext ForListing(this PipelineOptions options, CancellationToken cancellation) =>
        new(options.Seed, options.EffectiveThreads, options.LikedThreshold, options.Scale(), cancellation);

    public static FitContext ForFitting(this StageContext context) =>
        new(context.Options.Seed, context.Threads, context.Options.Scale(), context.Cancellation);

    /// <summary>Fits a model on this machine.</summary>
    /// <exception cref="UsageException">The model refuses the data.</exception>
    public static ModelState Fit(this ChosenModel model, TrainingData data, FitContext fit) =>
        Fit(model, data, () => model.Model.Fit(data, model.Options, fit));

    /// <summary>Fits what a model predicts ratings from on this machine.</summary>
    /// <exception cref="UsageException">The model refuses the data.</exception>
    public static ModelState FitRatings(this ChosenModel model, TrainingData data, FitContext fit) =>
        Fit(model, data, () => model.Model.FitRatings(data, model.Options, fit));

    private static ModelState Fit(ChosenModel model, TrainingData data, Func<ModelState> fit)
    {
        if ((model.Model.FitNeeds(model.Options) & ~data.Has) is not 0 and var missing)
            throw new UsageException(
                $"Model '{model.Name}' needs {ModelFlag.Words(missing)}, which the input does not have. Give it, or switch the model off: "
                + $"models.{model.Name}.enabled=false.");
        try
        {
            return fit();
        }
        catch (ModelException refusal)
        {
            throw new UsageException(refusal.Message, refusal);
        }
    }
}
