using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Files in memory.</summary>
internal static class ParquetFiles
{
    public static byte[] Write(FieldList schema, ParquetWriterOptions? options, params IEnumerable<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using var writer = new ParquetWriter(stream, schema, options);
        foreach (var batch in batches)
            writer.Write(batch);
        writer.Close();
        return stream.ToArray();
    }

    public static byte[] Write(RecordBatch batch, ParquetWriterOptions? options = null) => Write(batch.Schema, options, batch);

    public static List<RecordBatch> Read(byte[] file, IReadOnlyList<string>? columns = null)
    {
        using var reader = new ParquetReader(new MemoryStream(file), "test.parquet");
        return [.. reader.Read(columns)];
    }

    /// <summary>Rows <paramref name="start"/> and following of a batch, as a batch of its own.</summary>
    public static RecordBatch Slice(RecordBatch batch, int start, int count) =>
        new(batch.Schema, [.. batch.Columns.Select(column => Slice(column, start, count))]);

    private static Column Slice(Column column, int start, int count)
    {
        byte[] validity = Bitmap.Of(count, i => !column.IsNull(start + i));
        return column switch
        {
            Column<bool> bools => new Column<bool>(column.Type, bools.Memory.Slice(start, count), validity),
            Column<int> ints => new Column<int>(column.Type, ints.Memory.Slice(start, count), validity),
            Column<long> longs => new Column<long>(column.Type, longs.Memory.Slice(start, count), validity),
            Column<float> floats => new Column<float>(column.Type, floats.Memory.Slice(start, count), validity),
            Column<double> doubles => new Column<double>(column.Type, doubles.Memory.Slice(start, count), validity),
            StringColumn strings => new StringColumn(strings.Offsets.Slice(start, count + 1).ToArray(), strings.Bytes.ToArray(), validity),
            ListColumn lists => new ListColumn((ListType)column.Type, lists.Offsets.Slice(start, count + 1).ToArray(), lists.Elements, validity),
            StructColumn structs => new StructColumn((StructType)column.Type, count, [.. structs.Children.Select(child => Slice(child, start, count))], validity),
            _ => throw new NotSupportedException(column.Type.ToString()),
        };
    }
}
