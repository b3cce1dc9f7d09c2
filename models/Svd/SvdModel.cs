using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Svd;

public sealed record SvdOptions : FactorDescentOptions
{
    public SvdOptions() => InitialDeviation = 0.03;
}

/// <summary>Biases and factors together, by stochastic gradient descent: r̂ = mean + b_u + b_i + p_u · q_i.</summary>
public sealed class SvdModel : Model<SvdOptions>
{
    public override string Name => "svd";

    public override string Does => "Predicts ratings from biases and factors, learned together rating by rating.";

    public override string Source =>
        "Funk, Netflix update: try this at home, 2006; Koren, Bell, Volinsky, Matrix factorization techniques, IEEE Computer 2009";

    public override ModelUse Use => ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables { get; } =
    [
        new("mean", Axis.Scalar), new("user_biases", Axis.User), new("item_biases", Axis.Item), new("user_factors", Axis.User),
            new("item_factors", Axis.Item),
    ];

    protected override ModelState Fit(TrainingData data, SvdOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        var (byUser, byItem) = (BiasModel.RowsWithEntries(data.Ratings), BiasModel.RowsWithEntries(data.ByItem));
        var factors = new FactorModel(options.Rank, Draw(data.Ratings, 0, options, fit), Draw(data.ByItem, 1, options, fit));
        var solver = new SvdSolver(data.Ratings, factors, options, fit.Seed);
        solver.Fit(fit);
        return AlsRatingsModel.State(solver.Biases(byUser, byItem), factors);
    }

    protected override IRatingModel Ratings(ModelState state, SvdOptions options, RatingScale scale) =>
        AlsRatingsModel.Predictor(state, scale);

    private static float[] Draw(SparseMatrix rows, long stream, SvdOptions options, FitContext fit) => InitialFactors.Draw(
        rows, options.Rank, options.InitialDeviation, CounterRandom.Key(fit.Seed, stream), fit.Threads, fit.Cancellation);
}
