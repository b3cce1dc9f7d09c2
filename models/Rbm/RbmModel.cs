using RecPipeline.Foundation;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Rbm;

public sealed record RbmOptions : ModelOptions
{
    [Doc("Binary hidden units."), Between(1, 1024)]
    [Search(20, 200)]
    public int HiddenUnits { get; init; } = 50;

    [Doc("Passes over all users."), Between(1, 10_000)]
    public int Epochs { get; init; } = 50;

    [Doc("Step of the learning."), Between(1e-6, 10)]
    [Search(0.02, 1)]
    public double LearnRate { get; init; } = 0.2;

    [Doc("Share of the last step that goes into the next."), Between(0, 0.999)]
    [Search(0.5, 0.95, SearchScale.Linear)]
    public double Momentum { get; init; } = 0.8;

    [Doc("Pulls weights towards 0 at every step; biases are left alone."), Between(0, 10)]
    [Search(0.0003, 0.1)]
    public double WeightDecay { get; init; } = 0.01;

    [Doc("Users between two steps."), Between(1, 1_000_000)]
    public int BatchSize { get; init; } = 100;

    [Doc("Steps of Gibbs sampling in contrastive divergence (CD-k)."), Between(1, 1000)]
    public int Steps { get; init; } = 1;

    [Doc("Values that a rating can have. Where the ratings have more, neighbouring ones make classes of about equally many ratings."),
        Between(2, 1000)]
    public int MaxClasses { get; init; } = 10;

    [Doc("Standard deviation of the weights that the learning starts from."), Between(0, 10)]
    public double InitialDeviation { get; init; } = 0.01;
}

/// <summary>A restricted Boltzmann machine for each user, all with the same weights: a softmax unit of the rating's values for each item
/// that the user rated, above them binary hidden units.</summary>
/// <remarks>
/// The prediction is the expectation of the item's values, given the probabilities of the user's hidden units, which the state keeps.
/// State: 4 · items · classes · hiddenUnits bytes, and 4 · hiddenUnits for each user.
/// </remarks>
public sealed class RbmModel : Model<RbmOptions>
{
    public override string Name => "rbm";

    public override string Does =>
        "Predicts ratings by a restricted Boltzmann machine with a unit for each value of each item, trained by contrastive divergence.";

    public override string Source =>
        "Salakhutdinov, Mnih, Hinton, Restricted Boltzmann machines for collaborative filtering, ICML 2007";

    public override ModelUse Use => ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [new("classes", Axis.Scalar), new("item_weights", Axis.Item), new("user_hidden", Axis.User)];

    /// <exception cref="ModelException">The weights ran away, are too many, or a rating is no number.</exception>
    protected override ModelState Fit(TrainingData data, RbmOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        var classes = RatingClasses.Of(data.Ratings.Values, options.MaxClasses);
        int[] cells = classes.ClassesOf(data.Ratings.Values);
        var machine = RbmMachine.Start(data, cells, classes.Count, options, fit);
        new RbmTrainer(data.Ratings, cells, machine, options, fit).Run();
        return State(data, classes, machine, machine.HiddenOfAll(data.Ratings, cells, fit));
    }

    protected override IRatingModel Ratings(ModelState state, RbmOptions options, RatingScale scale) => new RbmPredictor(state, scale);

    private static ModelState State(TrainingData data, RatingClasses classes, RbmMachine machine, float[] hidden) => new(
        new StateTable("classes", Axis.Scalar, new StateColumn("rating", classes.Values, classes.Count)),
        new StateTable(
            "item_weights", Axis.Item, new StateColumn("weights", machine.Weights, classes.Count * machine.HiddenUnits),
            new StateColumn("biases", machine.Biases, classes.Count), Known(BiasModel.RowsWithEntries(data.ByItem))),
        new StateTable(
            "user_hidden", Axis.User, new StateColumn("probabilities", hidden, machine.HiddenUnits),
            Known(BiasModel.RowsWithEntries(data.Ratings))));

    private static StateColumn Known(bool[] known) => new("known", Array.ConvertAll(known, each => each ? 1 : 0));
}
