using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Stages.Fit;

/// <summary>
/// Fits one model on all ratings and writes its state. There is one such stage for each registered model; it is off where nobody reads the
/// state.
/// </summary>
internal sealed class FitStage(IModel model) : StageDefinition
{
    public override string Name => model.Name;

    public override int Version => model.Version;

    /// <summary>The stages of all models that are fitted so, in the order of the catalogue.</summary>
    public static IEnumerable<Stage> Flow => ModelCatalogue.All.Where(model => !model.IsFittedApart).Select(model => new Stage(
        new FitStage(model), Reads: [TableNames.Ratings, TableNames.Users, TableNames.Items, .. Features(model),
            .. FinalChoice.Reads(model)],
            Writes: [TableNames.StateOf(model)], Does: model.Does));

    public override bool IsOn(PipelineOptions options) => options.ForTables().Any(each => each.Name == Name);

    public override string Switch => model.Use.HasFlag(ModelUse.Lists) ? $"models.{Name}.enabled" : $"models.{Name}.write";

    public override JsonObject KeyOptions(PipelineOptions options) => Json(
        ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("ratingRange", options.Clean.RatingRange),
        ("ratingScale", options.Clean.RatingScale),
        ("model", ExecutorFits.KeyOf(options, Chosen(options))));

    public override void RunLocal(StageContext context)
    {
        var chosen = FinalChoice.Of(context, model);
        StateTables.Write(
            context, model, chosen.Fit(context.TrainingData("ratings", chosen), context.ForFitting() with { Progress = context.Progress }));
    }

    public override void RunSpark(StageContext context)
    {
        var (fit, chosen) = (ExecutorFits.Of(Name), Chosen(context.Options));
        if (fit is null)
            RunOnDriver(context, "this model has no form in executors.");
        else if (fit.WhyNot(context.Options, chosen) is { } reason)
            RunOnDriver(context, reason);
        else
            fit.Write(context, chosen);
    }

    private static IEnumerable<TableSet> Features(IModel model) =>
        model.Needs.HasFlag(ModelNeeds.ItemFeatures) ? [TableNames.ItemFeatures] : [];

    private ChosenModel Chosen(PipelineOptions options) => new(model, options.Models[Name]);
}
