using RecPipeline.Formats.Columns;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Looks at all ratings in executors: each partition of whole users becomes one row.</summary>
public static class RatingFactsTask
{
    public static readonly FieldList Facts = FieldList.Of(
        new("rows", DataType.Int64), new("liked", DataType.Int64), new("lowest", DataType.Float32), new("highest", DataType.Float32),
        new("at_highest", DataType.Int64), new("compared", DataType.Int64), new("of_one_time", DataType.Int64));

    /// <summary>Takes rows of whole users, sorted by user and item; argument: <see cref="SplitTask"/>; broadcasts:
    /// user ids, item ids.</summary>
    public static IEnumerable<RecordBatch> Look(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (SplitRows.Rows(batches, context) is { } part)
            yield return Row(RatingFacts.Of(part.Rows, Packed.FromJson<SplitTask>(context.Argument).Rules.LikedThreshold));
    }

    /// <summary>The facts of all partitions as one.</summary>
    public static RatingFacts Sum(RecordBatch parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Enumerable.Range(0, parts.RowCount).Select(row => Of(parts, row)).Aggregate(RatingFacts.None, (sum, part) => sum.Add(part));
    }

    /// <summary>What a partition becomes.</summary>
    public static RecordBatch Row(RatingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new RecordBatch(
            Facts, One(facts.Rows), One(facts.Liked), One(facts.Lowest), One(facts.Highest), One(facts.AtHighest), One(facts.Compared),
            One(facts.OfOneTime));
    }

    private static RatingFacts Of(RecordBatch parts, int row)
    {
        long Number(string name) => parts.Values<long>(name)[row];
        return new RatingFacts(
            Number("rows"), Number("liked"), parts.Values<float>("lowest")[row], parts.Values<float>("highest")[row],
            Number("at_highest"), Number("compared"), Number("of_one_time"));
    }

    private static Column<long> One(long value) => new(DataType.Int64, new[] { value });

    private static Column<float> One(float value) => new(DataType.Float32, new[] { value });
}
