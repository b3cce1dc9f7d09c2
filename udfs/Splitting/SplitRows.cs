using RecPipeline.Formats.Columns;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs.Cleaning;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Gives rating rows their roles. A partition holds whole users, sorted by user and item, so that every rule of <c>models/</c> works on it as on the whole table.</summary>
/// <remarks>Argument: <see cref="SplitTask"/>. Broadcasts: user ids, item ids; for splits that hold out users also the role of every user and whether train users have the item.</remarks>
public static class SplitRows
{
    public static readonly FieldList Roles = FieldList.Of([.. RatingIndexes.Ratings, new Field("role", DataType.Int32)]);

    public static readonly FieldList Items = FieldList.Of(new Field("item_index", DataType.Int32));

    public static IEnumerable<RecordBatch> Assign(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Rows(batches, context) is not { } part)
            yield break;
        var task = Packed.FromJson<SplitTask>(context.Argument);
        var split = task.Split();
        var roles = split is StrongGeneralisation heldOut
            ? heldOut.Assign(part.Rows, UserRoles(context), context.Broadcasts[3].Decoded(Packed.ToArray<bool>), task.Seed)
            : split.Assign(part.Rows, task.Fold, task.Seed);
        yield return new RecordBatch(Roles, [.. part.Batch.Columns, new Column<int>(DataType.Int32, Array.ConvertAll(roles, role => (int)role))]);
    }

    /// <summary>The items of train users in this partition, each once.</summary>
    public static IEnumerable<RecordBatch> KnownItems(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Rows(batches, context) is not { } part)
            yield break;
        var split = (StrongGeneralisation)Packed.FromJson<SplitTask>(context.Argument).Split();
        var known = split.KnownItems(part.Rows, UserRoles(context));
        yield return new RecordBatch(Items, new Column<int>(DataType.Int32, Enumerable.Range(0, known.Length).Where(item => known[item]).ToArray()));
    }

    internal static (RatingRows Rows, RecordBatch Batch)? Rows(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        RecordBatch[] all = [.. batches];
        context.Cancellation.ThrowIfCancellationRequested();
        if (all.Length == 0)
            return null;
        var batch = Concatenation.Concat(all[0].Schema, all);
        var rows = new RatingRows(
            batch.Values<int>("user_index").ToArray(), batch.Values<int>("item_index").ToArray(), batch.Values<float>("rating").ToArray(), batch.Values<long>("timestamp").ToArray(),
            context.Broadcasts[0].Decoded(Packed.ToArray<long>), context.Broadcasts[1].Decoded(Packed.ToArray<long>));
        return (rows, batch);
    }

    private static RowRole[] UserRoles(TaskContext context) => context.Broadcasts[2].Decoded(bytes => Array.ConvertAll(bytes.ToArray(), role => (RowRole)role));
}
