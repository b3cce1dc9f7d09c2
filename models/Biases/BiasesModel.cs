using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Biases;

public sealed record BiasesOptions : ModelOptions
{
    public BiasesOptions() => Enabled = true;

    [Doc("Pulls the bias of rows with few ratings towards 0."), Between(0, 1e6)]
    [Search(0.5, 50)]
    public double Damping { get; init; } = 5;

    [Doc("Alternating sweeps over item and user biases."), Between(1, 1000)]
    public int Sweeps { get; init; } = 20;
}

/// <summary>Mean and biases alone: the baseline of models that predict ratings.</summary>
public sealed class BiasesModel : Model<BiasesOptions>
{
    public const string ModelName = "biases";

    public override string Name => ModelName;

    public override string Does => "Predicts ratings as the mean plus how far user and item lie from it.";

    public override string Source => "Koren, Factor in the neighbors, TKDD 2010 (baseline estimates)";

    public override ModelUse Use => ModelUse.Ratings | ModelUse.Baseline;

    public override IReadOnlyList<TableForm> Tables => BiasState.Forms;

    protected override ModelState Fit(TrainingData data, BiasesOptions options, FitContext fit) =>
        new([.. BiasState.Tables(
            BiasSolver.Fit(data.Ratings, new BiasParameters(options.Damping, options.Sweeps), fit.Threads, fit.Cancellation))]);

    protected override IRatingModel Ratings(ModelState state, BiasesOptions options, RatingScale scale) =>
        new Predictor(BiasState.Of(state), scale);

    private sealed class Predictor(BiasModel biases, RatingScale scale) : IRatingModel
    {
        public double? Predict(int user, int item) => biases.Knows(user, item) ? scale.Clamp(biases.Predict(user, item)) : null;
    }
}
