using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Raw ids into dense indices, by dictionaries that every executor has.</summary>
public static class RatingIndexes
{
    /// <summary>The columns of the table <c>ratings</c>.</summary>
    public static readonly FieldList Ratings = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32),
        new("rating", DataType.Float32), new("timestamp", DataType.Int64));

    /// <summary>Takes user, item, rating, timestamp. Broadcasts: ascending user ids, ascending item ids.
    /// Rows whose user or item is in neither are dropped: a filter took them.</summary>
    public static IEnumerable<RecordBatch> Number(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var users = context.Broadcasts[0].Decoded(Dictionary);
        var items = context.Broadcasts[1].Decoded(Dictionary);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return Indexed(batch, users, items);
        }
    }

    private static IdDictionary Dictionary(ReadOnlyMemory<byte> ids) => IdDictionary.Build(Packed.ToArray<long>(ids));

    private static RecordBatch Indexed(RecordBatch batch, IdDictionary users, IdDictionary items)
    {
        var (user, item) = (new int[batch.RowCount], new int[batch.RowCount]);
        users.Map(batch.Values<long>("user").ToArray(), user, 1);
        items.Map(batch.Values<long>("item").ToArray(), item, 1);
        int[] kept = [.. Enumerable.Range(0, batch.RowCount).Where(row => user[row] >= 0 && item[row] >= 0)];
        return new RecordBatch(
            Ratings,
            new Column<int>(DataType.Int32, Array.ConvertAll(kept, row => user[row])),
            new Column<int>(DataType.Int32, Array.ConvertAll(kept, row => item[row])),
            new Column<float>(DataType.Float32, Pick(batch.Values<float>("rating"), kept)),
            new Column<long>(DataType.Int64, Pick(batch.Values<long>("timestamp"), kept)));
    }

    private static T[] Pick<T>(ReadOnlySpan<T> values, int[] rows)
    {
        var picked = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
