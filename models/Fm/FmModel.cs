using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;

namespace RecPipeline.Models.Fm;

public sealed record FmOptions : FactorDescentOptions
{
    public FmOptions() => InitialDeviation = 0.03;
}

/// <summary>A factorisation machine of user, item and the item's categories: every two of them have an interaction.</summary>
/// <remarks>
/// What an item and its categories add up to is kept as one bias and one vector per item, so predictions cost what those of
/// <c>svd</c> do, and an item that nobody rated is predicted from its categories.
/// </remarks>
public sealed class FmModel : Model<FmOptions>
{
    public override string Name => "fm";

    public override string Does =>
        "Predicts ratings by a factorisation machine of user, item and the item's categories (genres); items that nobody rated too.";

    public override string Source => "Rendle, Factorization machines, ICDM 2010 (degree 2, stochastic gradient descent)";

    public override ModelUse Use => ModelUse.Ratings;

    public override ModelNeeds Needs => ModelNeeds.ItemFeatures;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [.. BiasState.Forms, new("user_factors", Axis.User), new("item_factors", Axis.Item)];

    /// <exception cref="ModelException">Other items are described than were rated, or the descent ran away.</exception>
    protected override ModelState Fit(TrainingData data, FmOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fit);
        if (data.ItemFeatures!.Matrix.Rows != data.Items)
            throw new ModelException(
                $"Model {Name}: {data.ItemFeatures.Matrix.Rows:N0} items are described, but there are {data.Items:N0}.");
        var solver = new FmSolver(data, new CategoryValues(data.ItemFeatures), options, fit);
        solver.Fit(fit);
        return solver.State();
    }

    protected override IRatingModel Ratings(ModelState state, FmOptions options, RatingScale scale) =>
        AlsRatingsModel.Predictor(state, scale);
}
