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
}
