using System.Buffers;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Reads the wanted columns of one row group.</summary>
internal static class RowGroupReader
{
    public static RecordBatch Read(Stream stream, RowGroupMetadata group, FieldList schema, IReadOnlyList<ColumnPlan> plans, int threads, Place place)
    {
        if (group.RowCount > Array.MaxLength)
            throw ParquetThrow.TooLarge(place, $"{group.RowCount:N0} rows");
        var leaves = ReadLeaves(stream, group, [.. plans.SelectMany(plan => plan.Leaves).Distinct<ScalarPlan>(ReferenceEqualityComparer.Instance)], threads, place);
        var assembly = new Assembly(leaves, place);
        return new RecordBatch(schema, (int)group.RowCount, [.. plans.Select(plan => Checked(assembly.Build(plan), plan, group, place))]);
    }

    private static Dictionary<ScalarPlan, DecodedLeaf> ReadLeaves(Stream stream, RowGroupMetadata group, ScalarPlan[] plans, int threads, Place place)
    {
        var leaves = new DecodedLeaf[plans.Length];
        Workers.Run(
            plans.Length,
            threads,
            i => group.Columns[plans[i].Node.Leaf].CompressedSize,
            i => leaves[i] = ReadLeaf(stream, group, plans[i], place with { Column = plans[i].Node.Path }));
        var byPlan = new Dictionary<ScalarPlan, DecodedLeaf>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < plans.Length; i++)
            byPlan.Add(plans[i], leaves[i]);
        return byPlan;
    }

    private static DecodedLeaf ReadLeaf(Stream stream, RowGroupMetadata group, ScalarPlan plan, Place place)
    {
        var chunk = group.Columns[plan.Node.Leaf];
        CheckChunk(chunk, plan, group, place);
        using var reader = new ChunkReader(plan, chunk, place);
        if (chunk.ValueCount == 0)
            return reader.Read([], 0);
        var (start, length) = Range(stream, chunk, place);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            lock (stream)
                ReadAt(stream, start, bytes.AsSpan(0, length), place);
            return reader.Read(bytes.AsSpan(0, length), start);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void CheckChunk(ColumnChunkMetadata chunk, ScalarPlan plan, RowGroupMetadata group, Place place)
    {
        const string Doing = "reading a column chunk";
        if (chunk.IsEncrypted)
            throw ParquetThrow.Encrypted(place, Doing, "an encrypted column");
        if (chunk.FilePath is { Length: > 0 } path)
            throw ParquetThrow.Unsupported(place, Doing, $"a chunk in another file '{path}'", "a chunk in this file", "Write the table again as files of their own.");
        if (chunk.Type != plan.Node.Element.Type)
            throw ParquetThrow.Damaged(place, Doing, $"a chunk of type {chunk.Type}", $"{plan.Node.Element.Type} as the schema says");
        if (chunk.ValueCount < 0 || chunk.ValueCount > Array.MaxLength)
            throw ParquetThrow.Damaged(place, Doing, $"{chunk.ValueCount:N0} values", $"0 to {Array.MaxLength:N0}");
        if (plan.Node.RepetitionLevel == 0 && chunk.ValueCount != group.RowCount)
            throw ParquetThrow.ValueCount(place, chunk.ValueCount, group.RowCount);
    }

    // Old writers leave the dictionary's offset out and let the data's point at it; some write 0.
    private static (long Start, int Length) Range(Stream stream, ColumnChunkMetadata chunk, Place place)
    {
        long start = chunk.DictionaryPageOffset is { } dictionary and not 0 ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset;
        long length = chunk.CompressedSize;
        if (start < 4 || length < 0 || length > stream.Length - start || length > Array.MaxLength)
            throw ParquetThrow.Damaged(
                place, "finding a column chunk", $"{length:N0} bytes at offset {start:N0}", $"a place within the {stream.Length:N0} bytes of the file");
        return (start, (int)length);
    }

    private static void ReadAt(Stream stream, long offset, Span<byte> bytes, Place place)
    {
        stream.Position = offset;
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw ParquetThrow.EndOfData(place with { Offset = offset }, "reading a column chunk", bytes.Length, read);
    }

    private static Column Checked(Column column, ColumnPlan plan, RowGroupMetadata group, Place place) => column.Length == group.RowCount
        ? column
        : throw ParquetThrow.Damaged(place with { Column = plan.Node.Path }, "counting rows", $"{column.Length:N0}", $"{group.RowCount:N0} as the row group declares");
}
