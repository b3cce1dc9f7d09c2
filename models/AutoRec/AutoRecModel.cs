using RecPipeline.Foundation;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.AutoRec;

public sealed record AutoRecOptions : DescentOptions
{
    public AutoRecOptions() => (Epochs, RegParam, InitialDeviation) = (100, 0.05, 0.03);

    [Doc("What the network reads and foretells at a time: all ratings of an item, or all ratings of a user."), OneOf("item", "user")]
    public string Form { get; init; } = "item";

    [Doc("Units of the hidden layer."), Between(1, 1024)]
    public int HiddenUnits { get; init; } = 20;
}

/// <summary>AutoRec: an autoencoder of a row of ratings, whose loss counts the ratings that there are and no others.</summary>
/// <remarks>
/// A row is an item's ratings by users, or a user's by items. What it makes of a row is r̂_c = mean + b_c + w_c · h, h of the row; so the
/// state has the form of factors and biases: h for each row, w and b for each column, and a bias of 0 for rows.
/// </remarks>
public sealed class AutoRecModel : Model<AutoRecOptions>
{
    public override string Name => "autorec";

    public override string Does =>
        "Predicts ratings by an autoencoder of each item's ratings, or each user's, trained on the ratings that there are.";

    public override string Source => "Sedhain, Menon, Sanner, Xie, AutoRec: autoencoders meet collaborative filtering, WWW 2015";

    public override ModelUse Use => ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [.. BiasState.Forms, new("user_factors", Axis.User), new("item_factors", Axis.Item)];

    protected override ModelState Fit(TrainingData data, AutoRecOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        bool isByItem = options.Form == "item";
        var (rows, columns) = isByItem ? (data.ByItem, data.Ratings) : (data.Ratings, data.ByItem);
        var network = new AutoRecNetwork(
            options.HiddenUnits, RatingDescent.MeanOf(rows), Draw(columns, 0, options, fit), Draw(columns, 1, options, fit));
        var solver = new AutoRecSolver(rows, network, options, fit.Seed);
        solver.Fit(fit);
        float[] hidden = network.EncodeAll(rows, fit.Threads, fit.Cancellation);
        var biases = solver.Biases(BiasModel.RowsWithEntries(rows), BiasModel.RowsWithEntries(columns));
        return isByItem
            ? AlsRatingsModel.State(biases.Transposed(), new FactorModel(options.HiddenUnits, network.Decoder, hidden))
            : AlsRatingsModel.State(biases, new FactorModel(options.HiddenUnits, hidden, network.Decoder));
    }

    protected override IRatingModel Ratings(ModelState state, AutoRecOptions options, RatingScale scale) =>
        AlsRatingsModel.Predictor(state, scale);

    private static float[] Draw(SparseMatrix columns, long stream, AutoRecOptions options, FitContext fit) => InitialFactors.Draw(
        columns, options.HiddenUnits, options.InitialDeviation, CounterRandom.Key(fit.Seed, stream), fit.Threads, fit.Cancellation);
}
