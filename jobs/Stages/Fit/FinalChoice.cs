using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Stages.Fit;

/// <summary>
/// The options of the final fit of a model that tunes itself: what the validation users of fold 0 choose, whose rows are no part of its
/// training rows. Without that fold they are as they are set.
/// </summary>
internal static class FinalChoice
{
    /// <summary>What the fit of a model reads for it.</summary>
    public static TableSet[] Reads(IModel model) => model.TunesItself(model.Defaults)
        ? [new TableSet("eval", options => IsRead(options, model) ? ListMeasure.Tables(TableNames.Validation) : [], IsOptional: true)]
        : [];

    public static ChosenModel Of(StageContext context, IModel model)
    {
        var (set, fold) = (Chosen(context.Options, model), TableNames.Validation);
        if (!ListMeasure.Tables(fold).All(context.Inputs.Contains)) // an earlier run may have left them
            return set;
        if (OptionChoice.Of(context, fold, set, context.TrainingData(fold.Train, set)) is not { } choice)
            return set;
        context.Properties["tuned"] = choice.ToJson();
        return choice.Model;
    }

    private static bool IsRead(PipelineOptions options, IModel model) => model.TunesItself(options.Models[model.Name])
        && options.Evaluate.Protocols.Contains(TableNames.Validation.Protocol);

    private static ChosenModel Chosen(PipelineOptions options, IModel model) => new(model, options.Models[model.Name]);
}
