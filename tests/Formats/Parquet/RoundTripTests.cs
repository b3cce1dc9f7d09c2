using CsCheck;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>What the writer writes, the reader reads: random tables of random schemas.</summary>
/// <remarks>A failure prints a seed that gives the table again.</remarks>
public sealed class RoundTripTests
{
    private const int Tables = 60;

    private static readonly Gen<(RecordBatch Batch, ParquetWriterOptions Options)> Written = Gen.Select(
        RandomTables.Written.Tables(Gen.OneOf(Gen.Int[0, 1], Gen.Int[0, 700])),
        Gen.OneOf(ParquetCodec.Snappy, ParquetCodec.Zstd, ParquetCodec.Uncompressed),
        Gen.OneOf(1, 100, 1 << 20),
        Gen.OneOf(64, 500, 1 << 20),
        Gen.Bool,
        (batch, codec, rows, bytes, dictionary) =>
            (batch, new ParquetWriterOptions { Codec = codec, RowGroupRows = rows, PageBytes = bytes, UseDictionary = dictionary }));

    [Fact]
    public void Write_RandomTable_IsReadBackEqual() => Sample((batch, options) =>
    {
        using var reader = new ParquetReader(new MemoryStream(ParquetFiles.Write(batch, options)), "random.parquet");
        Assert.Equal(batch.Schema, reader.Schema);
        Assert.Equal(Cells.Rows([batch]), Cells.Rows(reader.Read()));
    });

    [Fact]
    public void Write_SameRowsInOtherBatches_GivesTheSameBytes() => Sample((batch, options) =>
    {
        int third = batch.RowCount / 3;
        RecordBatch[] parts = [batch.Slice(0, third), batch.Slice(third, batch.RowCount - third)];
        Assert.Equal(ParquetFiles.Write(batch, options), ParquetFiles.Write(batch.Schema, options, parts));
    });

    [Fact]
    public void Read_SomeColumnsInAnotherOrder_GivesThoseColumns() => Sample((batch, options) =>
    {
        string[] names = [.. batch.Schema.Select(field => field.Name).Reverse().Take(3)];
        var schema = new FieldList([.. names.Select(name => batch.Schema[batch.Schema.IndexOf(name)])]);
        var read = ParquetFiles.Read(ParquetFiles.Write(batch, options), names);
        Assert.All(read, part => Assert.Equal(schema, part.Schema));
        Assert.Equal(Cells.Rows([new RecordBatch(schema, [.. names.Select(name => batch[name])])]), Cells.Rows(read));
    });

    private static void Sample(Action<RecordBatch, ParquetWriterOptions> check) => Written.Sample(
        table => check(table.Batch, table.Options), iter: Tables, threads: 1,
        print: table => $"{table.Batch.RowCount} rows of {table.Batch.Schema}; {table.Options}");
}
