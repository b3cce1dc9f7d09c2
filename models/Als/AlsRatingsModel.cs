using RecPipeline.Foundation;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Als;

public sealed record AlsRatingsOptions : AlsFitOptions
{
    public AlsRatingsOptions() => Enabled = true;

    [Doc("Length of a factor."), Between(1, 1024)]
    [Search(4, 100)]
    public int Rank { get; init; } = 20;

    [Doc("Iterations; each solves items, then users."), Between(1, 1000)]
    public int MaxIter { get; init; } = 10;

    [Doc("Ridge, multiplied by the number of ratings of the row."), Between(0, 1e6)]
    [Search(0.02, 0.5)]
    public double RegParam { get; init; } = 0.15;

    [Doc("Fit on what biases leave over; false fits the ratings as they are.")]
    public bool Biases { get; init; } = true;

    [Doc("Pulls the bias of rows with few ratings towards 0."), Between(0, 1e6)]
    [Search(0.5, 50)]
    public double BiasDamping { get; init; } = 5;

    [Doc("Alternating sweeps over item and user biases."), Between(1, 1000)]
    public int BiasSweeps { get; init; } = 20;

    public AlsParameters Parameters(long seed) => new(Rank, MaxIter, RegParam, Alpha: 0, ImplicitPrefs: false, seed);

    public BiasParameters BiasParameters() => new(BiasDamping, BiasSweeps);
}

/// <summary>Explicit ALS: predicts ratings from biases and factors.</summary>
/// <param name="name">as registered.</param>
/// <param name="hasBiases">Default of <see cref="AlsRatingsOptions.Biases"/>.</param>
public sealed class AlsRatingsModel(string name, bool hasBiases) : Model<AlsRatingsOptions>
{
    public override string Name => name;

    public override string Does => hasBiases
        ? "Predicts ratings: biases, and explicit ALS on what they leave over."
        : "Explicit ALS on the ratings as they are, without biases: shows what the biases are worth.";

    public override string Source =>
        "Zhou et al., Large-scale parallel collaborative filtering for the Netflix Prize, AAIM 2008; "
        + "Koren, Bell, Volinsky, IEEE Computer 2009 (biases)";

    public override ModelUse Use => hasBiases ? ModelUse.Ratings : ModelUse.Ratings | ModelUse.Baseline;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [.. BiasState.Forms, new("user_factors", Axis.User), new("item_factors", Axis.Item)];

    public override ModelOptions Defaults => new AlsRatingsOptions { Biases = hasBiases };

    public static ModelState State(BiasModel biases, FactorModel factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return new ModelState(
        [
            .. BiasState.Tables(biases),
            new StateTable("user_factors", Axis.User, new StateColumn("features", factors.UserFactors, factors.Rank)),
            new StateTable("item_factors", Axis.Item, new StateColumn("features", factors.ItemFactors, factors.Rank)),
        ]);
    }

    public static RatingPredictor Predictor(ModelState state, RatingScale scale)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(scale);
        var users = state["user_factors"];
        var factors = new FactorModel(
            users.Column("features").Width, users.Values<float>("features"), state["item_factors"].Values<float>("features"));
        return new RatingPredictor(BiasState.Of(state), factors, scale.Low, scale.High);
    }

    protected override ModelState Fit(TrainingData data, AlsRatingsOptions options, FitContext fit)
    {
        var biases = options.Biases
            ? BiasSolver.Fit(data.Ratings, options.BiasParameters(), fit.Threads, fit.Cancellation)
            : BiasModel.None(data.Ratings);
        var (cells, p) = (options.Biases ? biases.Residuals(data.Ratings) : data.Ratings, options.Parameters(fit.Seed));
        return State(biases, AlsSolver.Fit(cells, p, fit.Threads, fit.Steps(p.MaxIter), fit.Cancellation));
    }

    protected override IRatingModel Ratings(ModelState state, AlsRatingsOptions options, RatingScale scale) => Predictor(state, scale);
}
