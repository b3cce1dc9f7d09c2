using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Support;

/// <summary>Small tables that every model meets in ModelTests, with times and item features, so that no model lacks what it
/// needs.</summary>
internal static class ModelTables
{
    public const double Liked = 4;
    public static readonly RatingScale Scale = new(0.5, 5, 2);

    /// <summary>Tables with something odd about them, by the name that a failing test shows.</summary>
    public static readonly IReadOnlyDictionary<string, Func<TrainingData>> All = new Dictionary<string, Func<TrainingData>>
    {
        ["random"] = () => Random(1),
        ["no ratings"] = () => Of(SparseMatrix.FromTriples(3, 4, [], [], [])),
        ["one rating"] = () => Of(SparseMatrix.FromTriples(3, 4, [1], [2], [4.5f])),
        ["one user"] = () => Of(SparseMatrix.FromTriples(1, 3, [0, 0], [0, 2], [5f, 1f])),
        ["all ratings equal"] = () => Of(RandomMatrix.Fill(2, 20, 16, 0.3, _ => 4f)),
        ["nothing liked"] = () => Of(RandomMatrix.Fill(3, 20, 16, 0.3, _ => 1f)),
        ["a user with everything"] = () => Of(With(RandomMatrix.HalfStars(4, 20, 16, 0.3), (user, _) => user == 3, 4.5f)),
        ["an item nobody rated"] = () => Of(Without(RandomMatrix.HalfStars(5, 20, 16, 0.3), (_, item) => item == 7)),
        ["a user without ratings"] = () => Of(Without(RandomMatrix.HalfStars(6, 20, 16, 0.3), (user, _) => user == 5)),
    };

    public static TrainingData Random(int seed) => Of(RandomMatrix.HalfStars(seed, 40, 30, 0.25));

    /// <summary>Two groups of users and items: even users rate even items high, odd users odd items; each rates a few of the other group
    /// low.</summary>
    public static TrainingData Checkerboard() =>
        Of(RandomMatrix.Where(7, 40, 30, (user, item) => IsOfGroup(user, item) ? 0.7 : 0.15, (user, item) =>
            IsOfGroup(user, item) ? 5f : 1f));

    public static bool IsOfGroup(int user, int item) => user % 2 == item % 2;

    public static TrainingData Of(SparseMatrix ratings) => new(ratings, Liked)
    {
        Timestamps = [.. Enumerable.Range(0, ratings.Count).Select(cell => 1_000_000_000L + (cell * 7919L % 100_003))],
        ItemFeatures = FeaturesOf(ratings.Columns),
    };

    // Odd and even items have a genre each, every third a second one; all but every fifth a year.
    private static Features FeaturesOf(int items)
    {
        var cells = new List<(int Item, int Column, float Value)>();
        for (int item = 0; item < items; item++)
        {
            cells.Add((item, item % 2, 1));
            if (item % 3 == 0)
                cells.Add((item, 2, 1));
            if (item % 5 != 0)
                cells.Add((item, 3, 1980 + (item * 3 % 40)));
        }
        return new Features(
            SparseMatrix.FromTriples(items, 4, [.. cells.Select(cell => cell.Item)], [.. cells.Select(cell => cell.Column)],
                [.. cells.Select(cell => cell.Value)]),
            ["genres=even", "genres=odd", "genres=third", "year"]);
    }

    private static SparseMatrix With(SparseMatrix matrix, Func<int, int, bool> isAdded, float value) =>
        FromCells(matrix, (user, item, rating) => isAdded(user, item) ? value : rating);

    private static SparseMatrix Without(SparseMatrix matrix, Func<int, int, bool> isRemoved) =>
        FromCells(matrix, (user, item, rating) => isRemoved(user, item) ? 0 : rating);

    // 0 stands for no rating.
    private static SparseMatrix FromCells(SparseMatrix matrix, Func<int, int, float, float> change)
    {
        var dense = new float[matrix.Rows, matrix.Columns];
        for (int user = 0; user < matrix.Rows; user++)
            for (int at = 0; at < matrix.RowCount(user); at++)
                dense[user, matrix.RowIndices(user)[at]] = matrix.RowValues(user)[at];
        var cells = (from user in Enumerable.Range(0, matrix.Rows)
                     from item in Enumerable.Range(0, matrix.Columns)
                     let rating = change(user, item, dense[user, item])
                     where rating != 0
                     select (user, item, rating)).ToArray();
        return SparseMatrix.FromTriples(
            matrix.Rows, matrix.Columns, [.. cells.Select(cell => cell.user)], [.. cells.Select(cell => cell.item)],
                [.. cells.Select(cell => cell.rating)]);
    }
}
