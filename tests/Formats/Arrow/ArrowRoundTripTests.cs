using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Tests.Arrow.Support;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Arrow;

public sealed class ArrowRoundTripTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_130;

    [Fact]
    public void Random_tables_of_random_schemas_come_back_as_they_were()
    {
        for (int seed = Seed; seed < Seed + 300; seed++)
        {
            var random = new Random(seed);
            var tables = new RandomTables(random);
            var schema = tables.Schema();
            RecordBatch[] batches = [.. Enumerable.Range(0, random.Next(4)).Select(_ => tables.Batch(schema, random.Next(70)))];
            output.WriteLine($"seed {seed}: {batches.Length} batches of {schema}");
            AssertSame(schema, batches, ArrowStreams.Read(ArrowStreams.Write(schema, batches)));
        }
    }

    [Fact]
    public void Slices_of_random_tables_come_back_as_rows_of_their_own()
    {
        for (int seed = Seed; seed < Seed + 100; seed++)
        {
            var random = new Random(seed);
            var tables = new RandomTables(random);
            var schema = tables.Schema();
            var whole = tables.Batch(schema, 90);
            var slice = whole.Slice(random.Next(40), random.Next(50));
            output.WriteLine($"seed {seed}: {slice.RowCount} rows of {schema}");
            AssertSame(schema, [slice.Slice(slice.RowCount / 3, slice.RowCount / 2)], ArrowStreams.Read(ArrowStreams.Write(schema, slice.Slice(slice.RowCount / 3, slice.RowCount / 2))));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenArrowTests.Read), MemberType = typeof(GoldenArrowTests))]
    public void Golden_stream_read_and_written_again_holds_the_same(string name)
    {
        var content = ArrowStreams.Read(ArrowGolden.Bytes(name));
        AssertSame(content.Schema, content.Batches, ArrowStreams.Read(ArrowStreams.Write(content.Schema, content.Batches)));
    }

    [Fact]
    public void Batches_larger_than_any_block_come_back_as_they_were()
    {
        int[] values = [.. Enumerable.Range(0, 100_000)];
        var schema = FieldList.Of(new("a", DataType.Int32), new("b", DataType.Boolean));
        var batch = new RecordBatch(schema, new Column<int>(DataType.Int32, values), new Column<bool>(DataType.Boolean, Array.ConvertAll(values, value => value % 3 == 0)));
        var read = Assert.Single(ArrowStreams.Read(new DribblingStream(ArrowStreams.Write(schema, batch))).Batches);
        Assert.Equal(values, read.Values<int>("a"));
        Assert.True(batch.Values<bool>("b").SequenceEqual(read.Values<bool>("b")));
    }

    [Fact]
    public void Write_BatchOfAnotherSchema_NamesBoth()
    {
        var writer = new ArrowStreamWriter(new MemoryStream(), FieldList.Of(new Field("a", DataType.Int32)));
        var error = Assert.Throws<ArgumentException>(() => writer.Write(RecordBatch.Empty(FieldList.Of(new Field("b", DataType.Utf8, Nullable: true)))));
        Assert.StartsWith("The batch has the columns b: utf8?, the stream has a: int32.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterTheEnd_IsRefused()
    {
        var stream = new MemoryStream();
        var writer = new ArrowStreamWriter(stream, FieldList.Of());
        writer.End();
        long length = stream.Length;
        writer.End();
        Assert.Equal(length, stream.Length);
        Assert.Throws<InvalidOperationException>(() => writer.Write(RecordBatch.Empty(FieldList.Of())));
    }

    [Fact]
    public void Write_NothingYet_LeavesTheStreamUntouched()
    {
        var stream = new MemoryStream();
        var writer = new ArrowStreamWriter(stream, FieldList.Of(new Field("a", DataType.Int32)));
        Assert.Equal(0, stream.Length);
        writer.End();
        Assert.Equal((FieldList.Of(new Field("a", DataType.Int32)), 0), (ArrowStreams.Read(stream.ToArray()).Schema, ArrowStreams.Read(stream.ToArray()).Batches.Count));
    }

    private static void AssertSame(FieldList schema, IReadOnlyList<RecordBatch> batches, ArrowContent read)
    {
        Assert.Equal(schema, read.Schema);
        Assert.Equal(batches.Select(batch => batch.RowCount), read.Batches.Select(batch => batch.RowCount));
        Assert.Equal(RowText.Of(batches), RowText.Of(read.Batches));
    }
}
