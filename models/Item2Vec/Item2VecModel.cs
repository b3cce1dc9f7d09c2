using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Item2Vec;

public sealed record Item2VecOptions : ModelOptions
{
    public Item2VecOptions() => Weight = 0.25;

    [Search(16, 128)]
    [Doc("Length of a vector."), Between(1, 1024)]
    public int Width { get; init; } = 32;

    [Doc("Likes before and after an item, in order of time, that count as its context; 0 takes the whole history, as the paper does.")]
    [Between(0, 100_000)]
    public int Window { get; init; }

    [Search(200, 3000)]
    [Doc("Pairs of item and context that are learned, for each liked item; the fit costs as many times (1 + negatives) · width."),
        Between(1, 1e6)]
    public double PairsPerItem { get; init; } = 1500;

    [Search(2, 15)]
    [Doc("Items that are drawn as no context beside each pair, by their likes to the power of 3/4."), Between(1, 63)]
    public int Negatives { get; init; } = 5;

    [Search(0.05, 0.5)]
    [Doc("Step of the first pair; it falls in a straight line to 0."), Between(1e-6, 10)]
    public double LearnRate { get; init; } = 0.06;
}

/// <summary>Items as vectors that foretell which other items stand in the same histories.</summary>
public sealed class Item2VecModel : Model<Item2VecOptions>
{
    public override string Name => "item2vec";

    public override string Does =>
        "Learns a vector for each item that foretells what else is in histories with it (skip-gram); a user is the mean of what was liked.";

    public override string Source =>
        "Barkan, Koenigstein, Item2vec: neural item embedding for collaborative filtering, MLSP 2016; "
        + "Mikolov et al., Distributed representations of words and phrases, NIPS 2013 (negative sampling)";

    public override ModelUse Use => ModelUse.Lists;

    public override bool HasVectors => true;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("inputs", Axis.Item), new("outputs", Axis.Item)];

    protected override ModelNeeds FitNeeds(Item2VecOptions options) => options.Window > 0 ? ModelNeeds.Timestamps : ModelNeeds.Nothing;

    protected override ModelState Fit(TrainingData data, Item2VecOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fit);
        var learned = new SkipGram(LikedHistories.Of(data, inOrder: options.Window > 0), options, fit);
        learned.Run();
        return new ModelState(
            new StateTable("inputs", Axis.Item, new StateColumn("vector", learned.Units(), options.Width)),
            new StateTable("outputs", Axis.Item, new StateColumn("vector", learned.Outputs, options.Width)));
    }

    protected override IListModel Lists(ModelState state, Item2VecOptions options, ListContext lists)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(lists);
        float[] inputs = state["inputs"].Values<float>("vector"), outputs = state["outputs"].Values<float>("vector");
        Item2VecScorer NewScorer() => new(inputs, outputs, options.Width, lists.LikedThreshold);
        return new ListForms(NewScorer) { Vectors = new ModelVectors(outputs, options.Width, NewScorer) };
    }
}
