using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Stages.Publish;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class JsonLinesTests
{
    private static readonly FieldList Schema = FieldList.Of(new Field("user_id", DataType.Int64), new Field("title", DataType.Utf8));

    [Fact]
    public void Add_Rows_AreOneObjectALine()
    {
        using var output = new MemoryStream();
        using (var lines = new JsonLines(output))
        {
            lines.Add(Batch([1, 2], ["a\"b", "é\n"]));
            lines.Add(Batch([3], ["c"]));
        }
        Assert.Equal("{\"user_id\":1,\"title\":\"a\\u0022b\"}\n{\"user_id\":2,\"title\":\"\\u00E9\\n\"}\n{\"user_id\":3,\"title\":\"c\"}\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    // As many bytes as one array of .NET holds, and some more.
    [Trait("Tier", "All")]
    [Fact]
    public void Add_MoreThanTwoGibibytes_GoToTheStreamAsTheyCome()
    {
        var batch = Batch([1, 2, 3, 4], [.. Enumerable.Repeat(new string('x', 1 << 20), 4)]);
        using var output = new Counter();
        using (var lines = new JsonLines(output))
        {
            for (int i = 0; i < 520; i++)
            {
                lines.Add(batch);
                Assert.InRange(output.Bytes, ((i * 4L) + 3) << 20, long.MaxValue);
            }
        }
        Assert.InRange(output.Bytes, 1L << 31, 1L << 32);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, 1L << 30);
    }

    private static RecordBatch Batch(long[] users, string[] titles) => new(Schema, new Column<long>(DataType.Int64, users), StringColumns.Of(titles));

    /// <summary>Takes bytes and keeps none.</summary>
    private sealed class Counter : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => Bytes += buffer.Length;

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
