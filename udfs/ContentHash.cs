using System.Buffers.Binary;
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

    /// <summary>Lets the rows pass and leaves their hash as a note: 24 bytes, numbers of <see cref="Parts"/> in little-endian
    /// order.</summary>
    public static IEnumerable<RecordBatch> Watch(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        TableHasher? hasher = null;
        foreach (var batch in batches)
        {
            (hasher ??= new TableHasher(batch.Schema)).Add(batch);
            yield return batch;
        }
        if (hasher is not null)
            context.Note(Bytes(hasher.Current));
    }

    /// <summary>The hash of what <see cref="Watch"/> has seen.</summary>
    /// <param name="schema">The table's declared columns.</param>
    /// <param name="notes">One for each partition that had rows.</param>
    public static TableHash Sum(FieldList schema, IEnumerable<byte[]> notes)
    {
        var none = new TableHasher(schema).Current;
        return notes.Aggregate(none, (total, note) => total.Combine(new TableHash(
            BinaryPrimitives.ReadInt64LittleEndian(note), BinaryPrimitives.ReadUInt64LittleEndian(note.AsSpan(8)),
            BinaryPrimitives.ReadUInt64LittleEndian(note.AsSpan(16)), none.Schema)));
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

    private static byte[] Bytes(TableHash hash)
    {
        var bytes = new byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, hash.Rows);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), hash.Sum);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), hash.MixedSum);
        return bytes;
    }

    private static RecordBatch Row(TableHash hash) => new(Parts, One(hash.Rows), One((long)hash.Sum), One((long)hash.MixedSum));

    private static Column<long> One(long value) => new(DataType.Int64, new[] { value });
}
