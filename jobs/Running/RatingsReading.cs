using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Running;

/// <summary>The forms in which stages read rating tables.</summary>
internal static class RatingsReading
{
    private static readonly string[] Triples = ["user_index", "item_index", "rating"];

    /// <summary>[users × items] ratings of a table with the columns of <c>ratings</c>, made once in a run.</summary>
    public static SparseMatrix Matrix(this StageContext context, string table)
    {
        var (users, items) = (context.UserCount(), context.ItemCount());
        return context.Run.Catalog.Made(
            table, $"matrix of {users} x {items}", () => Matrix(context.Run.Catalog.Pass(table, Triples), users, items),
            matrix => (sizeof(int) * (long)matrix.Offsets.Length) + ((sizeof(int) + sizeof(float)) * (long)matrix.Count));
    }

    private static SparseMatrix Matrix(Table rows, int users, int items) =>
        SparseMatrix.OverTriples(users, items, rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("rating"));

    /// <summary>Ones where the value is at least <paramref name="threshold"/>.</summary>
    public static SparseMatrix Liked(this SparseMatrix ratings, double threshold) => ratings.AtLeast(threshold).Binary();

    /// <summary>All columns of a ratings table with the raw ids that split hashes need.</summary>
    public static RatingRows Rows(this StageContext context, string table)
    {
        var rows = context.Load(table);
        return new RatingRows(
            rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("rating"), rows.Array<long>("timestamp"),
            context.Run.Catalog.UserIds(), context.Run.Catalog.ItemIds());
    }

    public static int UserCount(this StageContext context) => checked((int)context.Contract("users").Rows);

    public static int ItemCount(this StageContext context) => checked((int)context.Contract("items").Rows);
}
