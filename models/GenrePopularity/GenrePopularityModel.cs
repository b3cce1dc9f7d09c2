using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.GenrePopularity;

public sealed record GenrePopularityOptions : ModelOptions
{
    public GenrePopularityOptions() => Weight = 0.1;

    [Doc("The feature whose values are the categories: genre, or a column that input.features names.")]
    public string Feature { get; init; } = "genre";
}

/// <summary>The popular items of the categories that a user likes: the baseline between one list for all and a model of each user.</summary>
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

    /// <exception cref="ModelException">No item has a value of the feature, or other items are described than were rated.</exception>
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
        string[] names = [.. (features?.Names ?? []).Where(name => name.StartsWith(feature + "=", StringComparison.Ordinal))];
        if (names.Length == 0)
            throw new ModelException(
                $"Model {Name}: no item has a value of the feature '{feature}'. Give a file of items with it (--items), "
                + $"set models.{Name}.feature to another one, or models.{Name}.enabled to false.");
        // Names are in order, so those of one feature stand together.
        return Slice(features!.Matrix, features.Names.ToList().IndexOf(names[0]), names.Length);
    }

    private static SparseMatrix Slice(SparseMatrix matrix, int first, int columns)
    {
        var (offsets, indices) = (new int[matrix.Rows + 1], new List<int>());
        for (int row = 0; row < matrix.Rows; row++)
        {
            foreach (int column in matrix.RowIndices(row))
                if (column >= first && column < first + columns)
                    indices.Add(column - first);
            offsets[row + 1] = indices.Count;
        }
        return new SparseMatrix(columns, offsets, [.. indices], new float[indices.Count]);
    }
}
