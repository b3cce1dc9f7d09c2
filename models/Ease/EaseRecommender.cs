using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Ease;

public sealed record EaseOptions : ModelOptions
{
    public EaseOptions() => Weight = 0.75;

    [Doc("Ridge on the item-item weights; with auto the middle of what is searched."), Between(1e-3, 1e9)]
    [Search(10, 5000)]
    public double Lambda { get; init; } = 100;

    [Doc("Search lambda before each fit, on validation users and the most liked items, for under a tenth of the fit; needs strong_liked "
        + "among the protocols.")]
    public bool Auto { get; init; } = true;

    [Doc("Most liked items that are accepted; 20000 take 1.6 GB. Time grows with their cube, memory with their square.")]
    [Between(1, 46_000)]
    public int MaxItems { get; init; } = 20_000;
}

/// <summary>EASE on liked rows: a linear autoencoder in closed form.</summary>
public sealed class EaseRecommender : Model<EaseOptions>
{
    public const string ModelName = "ease";

    public override string Name => ModelName;

    public override string Does => "Learns item-item weights that reproduce what users liked, in closed form.";

    public override string Source => "Steck, Embarrassingly shallow autoencoders for sparse data, WWW 2019";

    public override ModelUse Use => ModelUse.Lists;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("weights", Axis.Item, RowForm.Lists)];

    public static EaseModel Of(ModelState state, int items)
    {
        ArgumentNullException.ThrowIfNull(state);
        var table = state["weights"];
        int[] known = [.. Enumerable.Range(0, items).Where(item => table.Offsets![item + 1] > table.Offsets[item])];
        return new EaseModel(items, known, table.Values<float>("weight"));
    }

    protected override ModelState Fit(TrainingData data, EaseOptions options, FitContext fit)
    {
        int known = Listed(data.Liked);
        if (known > options.MaxItems)
            throw new ModelException(
                $"EASE: {known:N0} items were liked by somebody, more than models.ease.maxItems = {options.MaxItems:N0}; "
                + $"their weights would take {4e-9 * known * known:F1} GB "
                + "and the fit grows with their cube. Raise models.ease.maxItems, drop rare items (clean.minItemRatings) or set "
                + "models.ease.enabled to false.");
        var model = EaseSolver.Fit(
            data.Liked, new EaseParameters(options.Lambda, options.MaxItems), fit.Threads, fit.Progress, fit.Cancellation);
        return State(model);
    }

    protected override bool TunesItself(EaseOptions options) => options.Auto;

    protected override SelfTuning? SelfTuning(TrainingData data, EaseOptions options) => EaseSelfTuning.Of(data, options);

    protected override IListModel Lists(ModelState state, EaseOptions options, ListContext lists)
    {
        var (model, liked) = (Of(state, state["weights"].Rows), lists.LikedThreshold);
        return new ListForms(() => new EaseHistoryScorer(model, liked));
    }

    // Items with an entry. Memory: one byte per item.
    private static int Listed(SparseMatrix matrix)
    {
        var isListed = new bool[matrix.Columns];
        foreach (int item in matrix.Indices)
            isListed[item] = true;
        return isListed.Count(listed => listed);
    }

    // A row for each known item, as long as there are known items.
    private static ModelState State(EaseModel model)
    {
        var offsets = CsrOffsets.OfLengths(model.Items, item => model.Knows(item) ? model.KnownItems.Length : 0);
        return new ModelState(new StateTable("weights", Axis.Item, offsets, new StateColumn("weight", model.Weights)));
    }
}
