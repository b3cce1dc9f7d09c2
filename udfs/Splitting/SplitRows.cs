using RecPipeline.Formats.Columns;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs.Cleaning;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Gives rating rows their roles. A partition holds whole users, sorted by user and item, so that every rule of <c>models/</c>
/// works on it as on the whole table.</summary>
/// <remarks>Argument: <see cref="SplitTask"/>. Broadcasts: user ids, item ids; for splits that hold out users also the role of every user
/// and whether train users have the item; for splits by one moment whether an item has a row before it.</remarks>
public static class SplitRows
{
    public static readonly FieldList Roles = FieldList.Of([.. RatingIndexes.Ratings, new Field("role", DataType.Int32)]);

    public static readonly FieldList Counts = FieldList.Of(new("user_index", DataType.Int32), new("rows", DataType.Int32));

    public static readonly FieldList Items = FieldList.Of(new Field("item_index", DataType.Int32));

    public static readonly FieldList Days = FieldList.Of(new("day", DataType.Int64), new("rows", DataType.Int64));

    public static IEnumerable<RecordBatch> Assign(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Rows(batches, context) is not { } part)
            yield break;
        var task = Packed.FromJson<SplitTask>(context.Argument);
        var roles = task.Split switch
        {
            StrongGeneralisation heldOut =>
                heldOut.Assign(part.Rows, UserRoles(context), context.Broadcasts[3].Decoded(Packed.ToArray<bool>), task.Seed),
            GlobalTimeSplit timed => timed.Assign(part.Rows, task.Window, context.Broadcasts[2].Decoded(Packed.ToArray<bool>)),
            var split => split.Assign(part.Rows, task.Fold, task.Seed),
        };
        yield return new RecordBatch(Roles, [.. part.Batch.Columns, Int32(Array.ConvertAll(roles, role => (int)role))]);
    }

    /// <summary>How many rows of each user take part in a split that holds out users. Takes user_index and rating,
    /// sorted by user.</summary>
    public static IEnumerable<RecordBatch> CountKept(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(context);
        var split = (StrongGeneralisation)Packed.FromJson<SplitTask>(context.Argument).Split;
        var (users, counts) = (new List<int>(), new List<int>());
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Count(batch.Values<int>("user_index"), batch.Values<float>("rating"), split, users, counts);
        }
        yield return new RecordBatch(Counts, Int32([.. users]), Int32([.. counts]));
    }

    /// <summary>The items of train users in this partition, each once. Takes user_index, item_index and rating.</summary>
    public static IEnumerable<RecordBatch> KnownItems(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(context);
        var split = (StrongGeneralisation)Packed.FromJson<SplitTask>(context.Argument).Split;
        var (roles, known) = (UserRoles(context), new bool[context.Broadcasts[1].Decoded(Packed.ToIds).Count]);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            split.MarkKnownItems(
                batch.Values<int>("user_index"), batch.Values<int>("item_index"), batch.Values<float>("rating"), roles, known);
        }
        yield return Known(known);
    }

    /// <summary>How many rows each day has in this partition. Takes timestamp.</summary>
    public static IEnumerable<RecordBatch> CountDays(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(context);
        var days = new SortedDictionary<long, long>();
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            GlobalTimeSplit.CountDays(batch.Values<long>("timestamp"), days);
        }
        yield return new RecordBatch(
            Days, new Column<long>(DataType.Int64, days.Keys.ToArray()), new Column<long>(DataType.Int64, days.Values.ToArray()));
    }

    /// <summary>The items with a row before the window in this partition, each once. Takes item_index and timestamp.</summary>
    public static IEnumerable<RecordBatch> EarlierItems(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(context);
        var window = Packed.FromJson<SplitTask>(context.Argument).Window;
        var known = new bool[context.Broadcasts[0].Decoded(Packed.ToIds).Count];
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            GlobalTimeSplit.MarkKnownItems(batch.Values<int>("item_index"), batch.Values<long>("timestamp"), window, known);
        }
        yield return Known(known);
    }

    private static RecordBatch Known(bool[] known) =>
        new(Items, Int32([.. Enumerable.Range(0, known.Length).Where(item => known[item])]));

    internal static (RatingRows Rows, RecordBatch Batch)? Rows(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        RecordBatch[] all = [.. batches];
        context.Cancellation.ThrowIfCancellationRequested();
        if (all.Length == 0)
            return null;
        var batch = Concatenation.Concat(all[0].Schema, all);
        var rows = new RatingRows(
            batch.Values<int>("user_index").ToArray(),
            batch.Values<int>("item_index").ToArray(),
            batch.Values<float>("rating").ToArray(),
            batch.Values<long>("timestamp").ToArray(),
            context.Broadcasts[0].Decoded(Packed.ToIds),
            context.Broadcasts[1].Decoded(Packed.ToIds));
        return (rows, batch);
    }

    private static void Count(
        ReadOnlySpan<int> user, ReadOnlySpan<float> rating, StrongGeneralisation split, List<int> users, List<int> counts)
    {
        for (int row = 0; row < user.Length; row++)
        {
            if (!split.Keeps(rating[row]))
                continue;
            if (users.Count == 0 || users[^1] != user[row])
            {
                users.Add(user[row]);
                counts.Add(0);
            }
            counts[^1]++;
        }
    }

    private static RowRole[] UserRoles(TaskContext context) =>
        context.Broadcasts[2].Decoded(bytes => Array.ConvertAll(bytes.ToArray(), role => (RowRole)role));

    private static Column<int> Int32(int[] values) => new(DataType.Int32, values);
}
