using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>What the writer writes, the reader reads: random tables of random schemas.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const int Seed = 20_240_611;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(Seed, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_RandomTable_IsReadBackEqual(int seed)
    {
        var batch = RandomTable(seed, out var options);
        var file = ParquetFiles.Write(batch, options);
        using var reader = new ParquetReader(new MemoryStream(file), "random.parquet");
        Assert.Equal(batch.Schema, reader.Schema);
        Assert.Equal(Cells.Rows([batch]), Cells.Rows(reader.Read()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_SameRowsInOtherBatches_GivesTheSameBytes(int seed)
    {
        var batch = RandomTable(seed, out var options);
        int half = batch.RowCount / 3;
        var parts = new[] { batch.Slice(0, half), batch.Slice(half, batch.RowCount - half) };
        Assert.Equal(ParquetFiles.Write(batch, options), ParquetFiles.Write(batch.Schema, options, parts));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_SomeColumnsInAnotherOrder_GivesThoseColumns(int seed)
    {
        var batch = RandomTable(seed, out var options);
        string[] names = [.. batch.Schema.Select(field => field.Name).Reverse().Take(3)];
        var file = ParquetFiles.Write(batch, options);
        var expected = new RecordBatch(new FieldList([.. names.Select(name => batch.Schema[batch.Schema.IndexOf(name)])]), [.. names.Select(name => batch[name])]);
        var read = ParquetFiles.Read(file, names);
        Assert.All(read, part => Assert.Equal(expected.Schema, part.Schema));
        Assert.Equal(Cells.Rows([expected]), Cells.Rows(read));
    }

    private RecordBatch RandomTable(int seed, out ParquetWriterOptions options)
    {
        output.WriteLine($"seed {seed}");
        var (tables, random) = (new RandomTables(seed), new Random(seed));
        options = new ParquetWriterOptions
        {
            Codec = random.Next(2) == 0 ? ParquetCodec.Snappy : ParquetCodec.Uncompressed,
            RowGroupRows = random.Next(4) switch { 0 => 1, 1 => 100, _ => 1 << 20 },
            PageBytes = random.Next(3) switch { 0 => 64, 1 => 500, _ => 1 << 20 },
            UseDictionary = random.Next(4) > 0,
        };
        var schema = tables.Schema();
        output.WriteLine($"{schema}; {options}");
        return tables.Batch(schema, random.Next(5) switch { 0 => 0, 1 => 1, _ => random.Next(700) });
    }
}
