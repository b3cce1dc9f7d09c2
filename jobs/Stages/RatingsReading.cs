using RecPipeline.Jobs.Running;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages;

/// <summary>The forms in which stages read rating tables.</summary>
internal static class RatingsReading
{
    private static readonly string[] Triples = ["user_index", "item_index", "rating"];

    /// <summary>[users × items] ratings of a table with the columns of <c>ratings</c>.</summary>
    public static SparseMatrix Matrix(this StageContext context, string table)
    {
        var rows = context.Load(table, Triples);
        return SparseMatrix.FromTriples(
            context.UserCount(), context.ItemCount(), rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("rating"));
    }

    /// <summary>[users × items] ones where the rating is at least <c>likedThreshold</c>.</summary>
    public static SparseMatrix Liked(this StageContext context, string table) => context.Matrix(table).Liked(context.Options.LikedThreshold);

    /// <summary>Ones where the value is at least <paramref name="threshold"/>.</summary>
    public static SparseMatrix Liked(this SparseMatrix ratings, double threshold)
    {
        var offsets = new int[ratings.Rows + 1];
        var indices = new List<int>(ratings.Count);
        for (int row = 0; row < ratings.Rows; row++)
        {
            var (items, values) = (ratings.RowIndices(row), ratings.RowValues(row));
            for (int i = 0; i < items.Length; i++)
                if (values[i] >= threshold)
                    indices.Add(items[i]);
            offsets[row + 1] = indices.Count;
        }
        var ones = new float[indices.Count];
        Array.Fill(ones, 1f);
        return new SparseMatrix(ratings.Columns, offsets, [.. indices], ones);
    }

    /// <summary>All columns of a ratings table with the raw ids that split hashes need.</summary>
    public static RatingRows Rows(this StageContext context, string table)
    {
        var rows = context.Load(table);
        return new RatingRows(
            rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("rating"), rows.Array<long>("timestamp"),
            context.Load("users", "user_id").Array<long>("user_id"), context.Load("items", "item_id").Array<long>("item_id"));
    }

    public static int UserCount(this StageContext context) => checked((int)context.Contract("users").Rows);

    public static int ItemCount(this StageContext context) => checked((int)context.Contract("items").Rows);
}
