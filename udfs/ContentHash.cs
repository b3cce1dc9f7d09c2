using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs;

/// <summary>The content hash of a table, partition by partition in executors and summed on the driver;
/// equal to what one machine computes.</summary>
public static class ContentHash
{
    /// <summary>What <see cref="OfPartition"/> yields: one row per partition that had rows.</summary>
    public static readonly FieldList Parts = FieldList.Of(
        new("rows", DataType.Int64), new("sum", DataType.Int64), new("mixed_sum", DataType.Int64));

    public static IEnumerable<RecordBatch> OfPartition(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        TableHasher? hasher = null;
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            (hasher ??= new TableHasher(batch.Schema)).Add(batch);
        }
        if (hasher is not null)
            yield return Row(hasher.Current);
    }

    /// <param name="schema">The table's declared columns; Spark calls every column of a file nullable.</param>
    /// <param name="parts">Rows of <see cref="Parts"/>.</param>
    public static TableHash Sum(FieldList schema, RecordBatch parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var rows = parts.Values<long>("rows");
        var sum = parts.Values<long>("sum");
        var mixed = parts.Values<long>("mixed_sum");
        var total = new TableHasher(schema).Current;
        for (int part = 0; part < parts.RowCount; part++)
            total = total.Combine(new TableHash(rows[part], (ulong)sum[part], (ulong)mixed[part], total.Schema));
        return total;
    }

    private static RecordBatch Row(TableHash hash) => new(Parts, One(hash.Rows), One((long)hash.Sum), One((long)hash.MixedSum));

    private static Column<long> One(long value) => new(DataType.Int64, new[] { value });
}
