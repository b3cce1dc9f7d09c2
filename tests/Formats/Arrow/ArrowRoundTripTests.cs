using CsCheck;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Random tables and golden ones. A failure prints a seed that gives the tables again.</summary>
public sealed class ArrowRoundTripTests
{
    private static readonly Gen<(FieldList Schema, RecordBatch[] Batches)> Streams = RandomTables.Any.Schemas(minColumns: 0)
        .SelectMany(schema => RandomTables.Batches(schema, Gen.Int[0, 70]).Array[0, 3].Select(batches => (schema, batches)));

    [Fact]
    public void Random_tables_of_random_schemas_come_back_as_they_were() => Streams.Sample(
        stream => AssertSame(stream.Schema, stream.Batches, ArrowStreams.Read(ArrowStreams.Write(stream.Schema, stream.Batches))),
        iter: 300, threads: 1, print: Words);

    [Fact]
    public void Slices_of_random_tables_come_back_as_rows_of_their_own() => Streams.Sample(
        stream =>
        {
            RecordBatch[] slices = [.. stream.Batches.Select(batch => batch.Slice(batch.RowCount / 4, batch.RowCount / 2))];
            slices = [.. slices, .. slices.Select(slice => slice.Slice(slice.RowCount / 3, slice.RowCount / 2))];
            AssertSame(stream.Schema, slices, ArrowStreams.Read(ArrowStreams.Write(stream.Schema, slices)));
        },
        iter: 100, threads: 1, print: Words);

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
        var batch = new RecordBatch(
            schema, new Column<int>(DataType.Int32, values),
            new Column<bool>(DataType.Boolean, Array.ConvertAll(values, value => value % 3 == 0)));
        var read = Assert.Single(ArrowStreams.Read(new DribblingStream(ArrowStreams.Write(schema, batch))).Batches);
        Assert.Equal(values, read.Values<int>("a"));
        Assert.True(batch.Values<bool>("b").SequenceEqual(read.Values<bool>("b")));
    }

    [Fact]
    public void Write_BatchOfAnotherSchema_NamesBoth()
    {
        var writer = new ArrowStreamWriter(new MemoryStream(), FieldList.Of(new Field("a", DataType.Int32)));
        var error = Assert.Throws<ArgumentException>(
            () => writer.Write(RecordBatch.Empty(FieldList.Of(new Field("b", DataType.Utf8, Nullable: true)))));
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
        Assert.Equal(
            (FieldList.Of(new Field("a", DataType.Int32)), 0),
            (ArrowStreams.Read(stream.ToArray()).Schema, ArrowStreams.Read(stream.ToArray()).Batches.Count));
    }

    private static string Words((FieldList Schema, RecordBatch[] Batches) stream) =>
        $"{string.Join(", ", stream.Batches.Select(batch => batch.RowCount))} rows of {stream.Schema}";

    private static void AssertSame(FieldList schema, IReadOnlyList<RecordBatch> batches, ArrowContent read)
    {
        Assert.Equal(schema, read.Schema);
        Assert.Equal(batches.Select(batch => batch.RowCount), read.Batches.Select(batch => batch.RowCount));
        Assert.Equal(RowText.Of(batches), RowText.Of(read.Batches));
    }
}
