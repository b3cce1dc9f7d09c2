using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>A whole stream, read.</summary>
internal sealed record ArrowContent(FieldList Schema, IReadOnlyList<RecordBatch> Batches, long Position);

/// <summary>Reads and writes whole streams.</summary>
internal static class ArrowStreams
{
    public static ArrowContent Read(byte[] bytes, string name = "test") => Read(new MemoryStream(bytes), name);

    public static ArrowContent Read(Stream stream, string name = "test") => Read(new ArrowStreamReader(stream, name));

    public static byte[] Write(FieldList schema, params IEnumerable<RecordBatch> batches)
    {
        var stream = new MemoryStream();
        var writer = new ArrowStreamWriter(stream, schema);
        foreach (var batch in batches)
            writer.Write(batch);
        writer.End();
        return stream.ToArray();
    }

    private static ArrowContent Read(ArrowStreamReader reader) => new(reader.Schema, [.. reader.Batches()], reader.Position);
}

/// <summary>A stream that cannot seek and gives a byte or a few at a time, as a socket may.</summary>
internal sealed class DribblingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
}
