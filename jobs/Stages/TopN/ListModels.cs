using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.TopN.Rules;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Popularity;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>The models that make the lists of a run, with the weights of the options or those that are best on validation users.</summary>
internal static class ListModels
{
    public static ListSet Of(StageContext context, ItemLists items)
    {
        var fitted = FinalModels.Read(context);
        var popularity = PopularityModel.Of(fitted[0].State);
        int[] excluded = [.. items.Excluded.Union(Slots.Unrated(popularity)).Order()];
        var models = ListSet.Of(
            context.Options, fitted, excluded, context.Options.TopN.N, context.Cancellation,
            Slots.Add(context, context.Options.TopN, items.Excluded, items.Shaping, popularity));
        if (!context.Options.TopN.Blend.Choose)
            return models;
        var choice = Choose(context);
        context.Properties["blend"] = choice.ToJson();
        return choice.Apply(models);
    }

    // For models that were fitted without the validation users, and lists of the longest cutoff.
    private static BlendChoice Choose(StageContext context)
    {
        var fold = TableNames.Validation;
        var data = context.TrainingData(fold.Train, context.Options.ForLists());
        var options = OptionChoice.All(context, fold, data).Options;
        var fitted = ListSet.Fit(
            options, new LocalFits(context.ForFitting()), data, context.Options.Evaluate.Cutoffs.Max(),
            FinalModels.Given(context, fold.Folder), context.Cancellation);
        return BlendChoice.Of(
            context, fitted, context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest),
            context.HistoryTimes(fold.ValidationFoldIn, fitted.Fitted));
    }
}
