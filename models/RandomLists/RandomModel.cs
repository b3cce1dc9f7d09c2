using RecPipeline.Models.Contract;

namespace RecPipeline.Models.RandomLists;

public sealed record RandomOptions : ModelOptions;

/// <summary>Draws lists: what every other model must beat, and the ceiling of coverage.</summary>
public sealed class RandomModel : Model<RandomOptions>
{
    public const string ModelName = "random";

    public override string Name => ModelName;

    public override string Does => "Draws a score for every user and item by a hash, the same one in every run with the same seed.";

    public override string Source =>
        "Herlocker et al., Evaluating collaborative filtering recommender systems, TOIS 2004 (the random baseline)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Baseline;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("size", Axis.Scalar)];

    protected override ModelState Fit(TrainingData data, RandomOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ModelState(new StateTable("size", Axis.Scalar, new StateColumn("items", new[] { data.Items })));
    }

    protected override IListModel Lists(ModelState state, RandomOptions options, ListContext lists) =>
        new ListForms(() => new RandomScorer(lists.Seed));
}
