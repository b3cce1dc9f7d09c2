using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.GenrePopularity;

public sealed record GenrePopularityOptions : ModelOptions
{
    public GenrePopularityOptions() => Weight = 0.1;

    [Doc("The feature whose values are the categories, such as genres; empty for all features with categories.")]
    public string Feature { get; init; } = "";
}

/// <summary>The popular items of the categories that a user likes: a baseline between one list for all and a model of each user.</summary>
public sealed class GenrePopularityModel : Model<GenrePopularityOptions>
{
    public override string Name => "genre-popularity";

    public override string Does => "Counts the ratings of each item, times the share of the user's liked items in its categories (genres).";

    public override string Source =>
        "Cremonesi, Koren, Turrin, Performance of recommender algorithms on top-n recommendation tasks, RecSys 2010 (TopPop, by category)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Baseline;

    public override ModelNeeds Needs => ModelNeeds.ItemFeatures;

    public override IReadOnlyList<TableForm> Tables { get; } =
        [new("items", Axis.Item), new("categories", Axis.Item, RowForm.Lists), new("columns", Axis.Scalar)];

    /// <exception cref="ModelException">No item has a value of the feature that the options name, or other items are described than were
    /// rated.</exception>
    protected override ModelState Fit(TrainingData data, GenrePopularityOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var categories = Categories(data.ItemFeatures, options.Feature);
        if (categories.Rows != data.Items)
            throw new ModelException($"Model {Name}: {categories.Rows:N0} items are described, but there are {data.Items:N0}.");
        return new ModelState(
            new StateTable("items", Axis.Item, new StateColumn("ratings", data.Popularity.Ratings)),
            new StateTable(
                "categories", Axis.Item, categories.Offsets.ToArray(), new StateColumn("column_index", categories.Indices.ToArray())),
            new StateTable("columns", Axis.Scalar, new StateColumn("count", new[] { categories.Columns })));
    }

    protected override IListModel Lists(ModelState state, GenrePopularityOptions options, ListContext lists)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(lists);
        var (counts, table) = (state["items"].Values<long>("ratings"), state["categories"]);
        int[] columns = table.Values<int>("column_index");
        var categories = new SparseMatrix(state["columns"].Values<int>("count")[0], table.Offsets!, columns, new float[columns.Length]);
        return new ListForms(() => new GenrePopularityScorer(counts, categories, lists.LikedThreshold));
    }

    private SparseMatrix Categories(Features? features, string feature)
    {
        int[] columns = [.. Enumerable.Range(0, features?.Names.Count ?? 0).Where(column => IsOf(features!, column, feature))];
        return columns.Length > 0 || (feature.Length == 0 && features is not null)
            ? Chosen(features!.Matrix, columns)
            : throw new ModelException(
                $"Model {Name}: no item has a value of the feature '{feature}'. Give a file of items with it (--items), "
                + $"set models.{Name}.feature to another one, or models.{Name}.enabled to false.");
    }

    private static bool IsOf(Features features, int column, string feature) => feature.Length == 0
        ? features.IsCategory(column)
        : features.Names[column].StartsWith(feature + "=", StringComparison.Ordinal);

    /// <param name="columns">Ascending.</param>
    private static SparseMatrix Chosen(SparseMatrix matrix, int[] columns)
    {
        var (offsets, indices) = (new int[matrix.Rows + 1], new List<int>());
        for (int row = 0; row < matrix.Rows; row++)
        {
            foreach (int column in matrix.RowIndices(row))
                if (Array.BinarySearch(columns, column) is >= 0 and var at)
                    indices.Add(at);
            offsets[row + 1] = indices.Count;
        }
        return new SparseMatrix(columns.Length, offsets, [.. indices], new float[indices.Count]);
    }
}
