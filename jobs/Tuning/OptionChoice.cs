using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Tuning;

/// <summary>The options that a model which tunes itself chose on a fold's validation users.</summary>
/// <param name="Model">With them.</param>
/// <param name="Values">Those that were searched, by their keys.</param>
/// <param name="Ndcg">Of the point alone, in the small search.</param>
/// <param name="Users">Validation users that were measured.</param>
internal sealed record OptionChoice(ChosenModel Model, IReadOnlyDictionary<string, double> Values, double Ndcg, int Users)
{
    private const int Cutoff = 100;

    /// <summary>Null where the model leaves nothing to a search, or the fold has no validation users.</summary>
    /// <param name="context">Tables, threads and cancellation.</param>
    /// <param name="fold">With held-out users; whose training rows the options are for.</param>
    /// <param name="model">With its options as they are set.</param>
    /// <param name="data">The training rows.</param>
    public static OptionChoice? Of(StageContext context, FoldName fold, ChosenModel model, TrainingData data)
    {
        if (model.Model.SelfTuning(data, model.Options) is not { } search)
            return null;
        var measure = new ListMeasure(context, fold, search.Rows, Cutoff);
        if (measure.Users == 0)
            return null;
        double[] values = [.. search.Points.Select(point => measure.Value(model with { Options = point.Options }, measure.TrainingUsers))];
        int best = Best(values);
        var (options, varied) = search.Points[best];
        return new OptionChoice(model with { Options = options }, varied, values[best], measure.Users);
    }

    /// <summary>The options of a run with what its models chose on a fold.</summary>
    /// <param name="context">Options and tables.</param>
    /// <param name="fold">With held-out users.</param>
    /// <param name="data">Its training rows.</param>
    public static (PipelineOptions Options, IReadOnlyList<OptionChoice> Choices) All(StageContext context, FoldName fold, TrainingData data)
    {
        OptionChoice[] choices = [.. context.Options.ForLists().Select(model => Of(context, fold, model, data)).OfType<OptionChoice>()];
        var models = choices.Aggregate(
            context.Options.Models, (options, choice) => options.With(choice.Model.Name, choice.Model.Options));
        return (context.Options with { Models = models }, choices);
    }

    /// <summary>As contracts keep it.</summary>
    public JsonObject ToJson() => new()
    {
        ["model"] = Model.Name,
        ["options"] = new JsonObject(Values.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)JsonValue.Create(each.Value)))),
        ["ndcg"] = Math.Round(Ndcg, 6),
        ["users"] = Users,
    };

    // A few users make each value rough: a point counts with its neighbours, half as much each. Of equal ones the first.
    internal static int Best(double[] values)
    {
        double At(int at) => values[Math.Clamp(at, 0, values.Length - 1)];
        double[] smooth = [.. values.Select((value, at) => (2 * value) + At(at - 1) + At(at + 1))];
        return Array.IndexOf(smooth, smooth.Max());
    }
}
