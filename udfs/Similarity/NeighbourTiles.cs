using RecPipeline.Formats.Columns;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Similarity;

/// <summary>What executors need to know of the tiles.</summary>
/// <param name="Parameters">Of the table.</param>
/// <param name="Blocks">Of items.</param>
/// <param name="IsExact">Whether the whole matrix is counted in integers.</param>
public sealed record TileRules(SimilarityParameters Parameters, int Blocks, bool IsExact);

/// <summary>The item-item table from tiles, for a matrix that is too large to be sent around;
/// every row equals that of <see cref="NeighbourRows"/>.</summary>
public static class NeighbourTiles
{
    /// <summary>An entry of a candidate's row before the tiles are merged (<see cref="TileEntry"/>).</summary>
    public static readonly FieldList Entries = FieldList.Of(
        new("item_index", DataType.Int32), new("neighbour_index", DataType.Int32), new("common_users", DataType.Int32),
        new("score", DataType.Float32), new("key", DataType.Float64), new("dot", DataType.Int64), new("norm", DataType.Int64));

    /// <summary>Takes the cells of a tile, <c>first</c> and <c>second</c> its blocks, by user and item. Argument:
    /// <see cref="TileRules"/>.</summary>
    public static IEnumerable<RecordBatch> Compute(RecordBatch tile, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(tile);
        ArgumentNullException.ThrowIfNull(context);
        var rules = Packed.FromJson<TileRules>(context.Argument);
        var cells = TileCells.Of(tile.Values<int>("user_index"), tile.Values<int>("item_index"), tile.Values<float>("rating"));
        var (first, second) = (tile.Values<int>("first")[0], tile.Values<int>("second")[0]);
        var entries = CosineTiles.Compute(cells, rules.Blocks, first, second, rules.Parameters, rules.IsExact, context.Cancellation);
        yield return new RecordBatch(
            Entries,
            Int32(entries, entry => entry.Candidate),
            Int32(entries, entry => entry.Item),
            Int32(entries, entry => entry.Common),
            Of(DataType.Float32, entries, entry => entry.Score),
            Of(DataType.Float64, entries, entry => entry.Key),
            Of(DataType.Int64, entries, entry => entry.Dot),
            Of(DataType.Int64, entries, entry => entry.Norm));
    }

    /// <summary>Takes the entries of one candidate from all tiles. Argument: <see cref="TileRules"/>.</summary>
    public static IEnumerable<RecordBatch> Merge(RecordBatch candidate, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(context);
        var best = CosineTiles.Best(Read(candidate), Packed.FromJson<TileRules>(context.Argument).Parameters.K);
        yield return new RecordBatch(
            NeighbourRows.Neighbours,
            Int32(best, entry => entry.Candidate),
            new Column<int>(DataType.Int32, Enumerable.Range(1, best.Length).ToArray()),
            Int32(best, entry => entry.Item),
            Of(DataType.Float32, best, entry => entry.Score),
            Int32(best, entry => entry.Common));
    }

    private static TileEntry[] Read(RecordBatch rows)
    {
        int[] items = Values<int>(rows, "item_index"), neighbours = Values<int>(rows, "neighbour_index");
        int[] common = Values<int>(rows, "common_users");
        float[] scores = Values<float>(rows, "score");
        double[] keys = Values<double>(rows, "key");
        long[] dots = Values<long>(rows, "dot"), norms = Values<long>(rows, "norm");
        TileEntry Entry(int row) => new(items[row], neighbours[row], common[row], scores[row], keys[row], dots[row], norms[row]);
        return [.. Enumerable.Range(0, rows.RowCount).Select(Entry)];
    }

    private static T[] Values<T>(RecordBatch rows, string column)
        where T : unmanaged => rows.Values<T>(column).ToArray();

    private static Column<int> Int32(IReadOnlyList<TileEntry> entries, Func<TileEntry, int> value) => Of(DataType.Int32, entries, value);

    private static Column<T> Of<T>(DataType type, IReadOnlyList<TileEntry> entries, Func<TileEntry, T> value)
        where T : unmanaged => new(type, entries.Select(value).ToArray());
}
