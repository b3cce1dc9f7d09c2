using RecPipeline.Formats.Columns;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Similarity;

/// <summary>Rows of the item-item table for the candidates of a partition, by the exact kernel of the local engine.</summary>
public static class NeighbourRows
{
    /// <summary>The columns of the table <c>item_similarity</c>.</summary>
    public static readonly FieldList Neighbours = FieldList.Of(
        new("item_index", DataType.Int32), new("rank", DataType.Int32), new("neighbour_index", DataType.Int32),
        new("score", DataType.Float32), new("common_users", DataType.Int32));

    /// <summary>Takes consecutive candidates as <c>id</c>, a long. Argument: <see cref="SimilarityParameters"/>; broadcast:
    /// the matrix of users and items.</summary>
    public static IEnumerable<RecordBatch> Of(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var p = Packed.FromJson<SimilarityParameters>(context.Argument);
        var rows = context.Broadcasts[0].Decoded(bytes => CosineRows.Of(Packed.ToMatrix(bytes), p));
        foreach (var batch in batches.Where(batch => batch.RowCount > 0))
        {
            var candidates = batch.Values<long>("id");
            yield return Rows(rows.Compute((int)candidates[0], (int)candidates[^1] + 1, context.Cancellation));
        }
    }

    private static RecordBatch Rows(SimilarityTable table)
    {
        var (items, ranks) = (new int[table.Count], new int[table.Count]);
        for (int item = 0; item < table.Items; item++)
            for (int at = table.Offsets[item]; at < table.Offsets[item + 1]; at++)
                (items[at], ranks[at]) = (item, at - table.Offsets[item] + 1);
        return new RecordBatch(
            Neighbours, Int32(items), Int32(ranks), Int32(table.Neighbours.ToArray()),
            new Column<float>(DataType.Float32, table.Scores.ToArray()), Int32(table.CommonUsers.ToArray()));
    }

    private static Column<int> Int32(int[] values) => new(DataType.Int32, values);
}
