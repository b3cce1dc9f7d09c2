using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.RandomLists;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;
using RecPipeline.Udfs.Models;

namespace RecPipeline.Jobs.Models;

/// <summary>Fitted models that make lists together.</summary>
/// <param name="Fitted">In the order of the blend, popularity first.</param>
/// <param name="Lists">The same, each with its weight.</param>
/// <param name="Settings">Order, lengths and excluded items.</param>
internal sealed record ListSet(IReadOnlyList<FittedModel> Fitted, ListModel[] Lists, ListSettings Settings)
{
    /// <param name="options">Candidates, and what models run with.</param>
    /// <param name="fitted">Popularity first.</param>
    /// <param name="excluded">Items nobody may get.</param>
    /// <param name="length">Rows of a list.</param>
    /// <param name="cancellation">Stops the preparation.</param>
    /// <param name="shaping">Rules of blended lists; null for none.</param>
    public static ListSet Of(PipelineOptions options, IReadOnlyList<FittedModel> fitted, int[] excluded, int length,
        CancellationToken cancellation, ListShaping? shaping = null)
    {
        var context = options.ForListing(cancellation);
        var order = new ListOrder(PopularityModel.Of(fitted[0].State).Rank);
        return new ListSet(fitted, [.. fitted.Select(model => model.ToLists(context))],
            new ListSettings(order, length, Math.Max(length, options.TopN.Candidates), excluded) { Shaping = shaping });
    }

    /// <summary>Fits the models of lists on the training rows of a fold; items without such a row are excluded.</summary>
    /// <param name="options">Of the run.</param>
    /// <param name="fits">Where models are fitted.</param>
    /// <param name="data">Rows that models may see.</param>
    /// <param name="length">Rows of a list.</param>
    /// <param name="given">States of models that were fitted apart on the same rows.</param>
    /// <param name="cancellation">Stops the fits.</param>
    public static ListSet Fit(PipelineOptions options, IFits fits, TrainingData data, int length, IReadOnlyList<FittedModel> given,
        CancellationToken cancellation)
    {
        int[] unknown = [.. Enumerable.Range(0, data.Items).Where(item => data.Popularity.Ratings[item] == 0)];
        FittedModel[] fitted =
        [
            .. options.ForLists()
            .Select(model => model.Model.IsFittedApart
                ? given.FirstOrDefault(each => each.Name == model.Name)
                : new FittedModel(model.Model, model.Options, fits.Fit(model, data)))
                .OfType<FittedModel>(),
        ];
        return Of(options, fitted, unknown, length, cancellation);
    }

    /// <summary>The same and random lists without a weight, unless they are among them: the floor of every metric.</summary>
    public ListSet WithFloor(PipelineOptions options, IFits fits, TrainingData data, CancellationToken cancellation)
    {
        if (Fitted.Any(each => each.Name == RandomModel.ModelName))
            return this;
        var model = new RandomModel();
        var floor = new FittedModel(model, model.Defaults with { Weight = 0 }, fits.Fit(new ChosenModel(model, model.Defaults), data));
        return this with { Fitted = [.. Fitted, floor], Lists = [.. Lists, floor.ToLists(options.ForListing(cancellation))] };
    }

    /// <summary>Whether histories come with their times.</summary>
    public bool ReadsTimes => Fitted.Any(model => model.Model.Needs.HasFlag(ModelNeeds.Timestamps));

    /// <summary>Why the lists are made on the driver on Spark; null where executors make them.</summary>
    /// <param name="limit">Most bytes that are sent to every executor.</param>
    public string? DriverReason(long limit)
    {
        long bytes = PackedModels.Bytes(Fitted);
        return bytes > limit ? $"the models take {bytes:N0} bytes, spark.maxBroadcastBytes allows {limit:N0}." : null;
    }

    /// <summary>The models as they travel to executors: weights that were chosen as those of the options.</summary>
    public Action<Stream> Pack() =>
        PackedModels.Of([.. Fitted.Zip(Lists, (model, list) => model with { Options = model.Options with { Weight = list.Weight } })]);

    /// <summary>The same models with other weights.</summary>
    /// <param name="weights">By name; 0 for the others.</param>
    public ListSet With(IReadOnlyDictionary<string, double> weights) => this with
    {
        Lists = [.. Lists.Select(model => model with { Weight = weights.GetValueOrDefault(model.Name) })],
    };
}

/// <summary>Where the models of a fold are fitted: the same states to the last bit.</summary>
internal interface IFits
{
    ModelState Fit(ChosenModel model, TrainingData data);

    /// <summary>What the model predicts ratings from.</summary>
    ModelState FitRatings(ChosenModel model, TrainingData data);
}

/// <summary>Fits on this machine.</summary>
internal sealed class LocalFits(FitContext fit) : IFits
{
    public ModelState Fit(ChosenModel model, TrainingData data) => model.Fit(data, fit);

    public ModelState FitRatings(ChosenModel model, TrainingData data) => model.FitRatings(data, fit);
}
