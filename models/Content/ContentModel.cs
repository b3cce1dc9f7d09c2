using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Content;

/// <summary>Items by what they are, not by who rated them: the one model that can list what is new.</summary>
public sealed class ContentModel : Model<ContentOptions>
{
    public const string ModelName = "content";

    public override string Name => ModelName;

    public override string Does =>
        "Scores items by how alike their categories and numbers (genres, years) are to those of liked items, and foretells ratings from "
        + "the user's of the most alike; items that nobody rated too.";

    public override string Source => "Lops, de Gemmis, Semeraro, Content-based recommender systems, Recommender Systems Handbook, 2011";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Ratings;

    public override bool PredictsApart => true;

    public override ModelNeeds Needs => ModelNeeds.ItemFeatures;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [new("features", Axis.Item, RowForm.Lists), new("columns", Axis.Scalar, RowForm.Lists)];

    /// <summary>Nothing is learned: the state is what describes the items.</summary>
    /// <exception cref="ModelException">Nothing describes the items, or not as many items as were rated.</exception>
    protected override ModelState Fit(TrainingData data, ContentOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        var features = data.ItemFeatures ?? throw new ModelException(
            "Model content: nothing describes the items. Give a file of items with genres or other columns (--items), "
            + "or set models.content.enabled to false.");
        if (features.Matrix.Rows != data.Items)
            throw new ModelException($"Model content: {features.Matrix.Rows:N0} items are described, but there are {data.Items:N0}.");
        int[] isCategory = [.. Enumerable.Range(0, features.Names.Count).Select(column => features.IsCategory(column) ? 1 : 0)];
        var matrix = features.Matrix;
        return new ModelState(
            new StateTable(
                "features", Axis.Item, matrix.Offsets.ToArray(),
                new StateColumn("column_index", matrix.Indices.ToArray()), new StateColumn("value", matrix.Values.ToArray())),
            new StateTable("columns", Axis.Scalar, [0, isCategory.Length], new StateColumn("is_category", isCategory)));
    }

    protected override bool Predicts(ContentOptions options) => options.Ratings;

    /// <summary>What describes the items, and every training row.</summary>
    protected override ModelState FitRatings(TrainingData data, ContentOptions options, FitContext fit) =>
        new([.. Fit(data, options, fit).Tables, .. NeighbourState.Tables(data, options, fit)]);

    protected override IRatingModel Ratings(ModelState state, ContentOptions options, RatingScale scale)
    {
        var profiles = Profiles(state);
        var likeness = new LikenessTable(profiles, options);
        return NeighbourState.OfItems(state, options, scale, _ => () => new ContentLikeness(profiles, likeness), needsRatings: false);
    }

    protected override IListModel Lists(ModelState state, ContentOptions options, ListContext lists)
    {
        var profiles = Profiles(state);
        var likeness = new LikenessTable(profiles, options);
        return new ListForms(() => new ContentScorer(profiles, likeness, lists.LikedThreshold));
    }

    private static ItemProfiles Profiles(ModelState state)
    {
        var (features, isCategory) = (state["features"], state["columns"].Values<int>("is_category"));
        return new ItemProfiles(
            new SparseMatrix(isCategory.Length, features.Offsets!, features.Values<int>("column_index"), features.Values<float>("value")),
            isCategory);
    }
}
