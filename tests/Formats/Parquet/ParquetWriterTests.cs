using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class ParquetWriterTests
{
    private static readonly FieldList Ratings = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32), new("timestamp", DataType.Int64));

    [Fact]
    public void Close_NoRows_LeavesAValidFileWithItsSchema()
    {
        var file = ParquetFiles.Write(Ratings, null);
        using var reader = new ParquetReader(new MemoryStream(file), "empty.parquet");
        Assert.Equal(Ratings, reader.Schema);
        Assert.Equal((0, 0L), (reader.RowGroupCount, reader.RowCount));
        Assert.Empty(reader.Read());
    }

    [Fact]
    public void Dispose_WithoutClose_LeavesAnInvalidFileAndAnOpenStream()
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetWriter(stream, Ratings))
            writer.Write(Batch(10));
        Assert.True(stream.CanWrite);
        var error = Assert.Throws<ParquetFormatException>(() => new ParquetReader(stream, "half.parquet"));
        Assert.Equal("half.parquet", error.File);
        Assert.Equal("half.parquet: opening a Parquet file: found 4 bytes; expected at least 12. Check the path; the file is of another kind, damaged or cut off.", error.Message);
    }

    [Fact]
    public void Write_MoreRowsThanARowGroup_StartsAnother()
    {
        var file = ParquetFiles.Write(Batch(10_000), new ParquetWriterOptions { RowGroupRows = 4000 });
        var batches = ParquetFiles.Read(file);
        Assert.Equal([4000, 4000, 2000], batches.Select(batch => batch.RowCount));
        Assert.Equal(Cells.Rows([Batch(10_000)]), Cells.Rows(batches));
    }

    [Fact]
    public void Write_MoreBytesThanARowGroup_StartsAnother()
    {
        var file = ParquetFiles.Write(Batch(10_000), new ParquetWriterOptions { RowGroupBytes = 50_000 });
        Assert.Equal([4096, 4096, 1808], ParquetFiles.Read(file).Select(batch => batch.RowCount));
    }

    [Fact]
    public void Write_KeyValues_AreReadBack()
    {
        var options = new ParquetWriterOptions { KeyValues = new Dictionary<string, string> { ["stage"] = "clean", ["rows"] = "3" } };
        using var reader = new ParquetReader(new MemoryStream(ParquetFiles.Write(Batch(3), options)), "keys.parquet");
        Assert.Equal(("clean", "3"), (reader.KeyValues["stage"], reader.KeyValues["rows"]));
        Assert.StartsWith("RecPipeline", reader.CreatedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NullInANonNullableList_IsRefusedByName()
    {
        var type = DataType.List(DataType.Int32);
        var elements = new Column<int>(DataType.Int32, new[] { 1, 2 }, new byte[] { 0b01 });
        var batch = new RecordBatch(FieldList.Of(new Field("items", type)), new ListColumn(type, new[] { 0, 2 }, elements));
        var error = Assert.Throws<ArgumentException>(() => ParquetFiles.Write(batch));
        Assert.Contains("'element' has a null in row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TypeThatNoTableHas_IsRefusedByName()
    {
        foreach (var type in new DataType[] { DataType.Int8, new DecimalType(5, 2), DataType.Null, new ForeignTimestampType(TimestampUnit.Nanos, true), DataType.Struct() })
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => new ParquetWriter(new MemoryStream(), FieldList.Of(new Field("c", type))));
            Assert.Contains("cannot be written to Parquet", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_BatchOfAnotherSchema_NamesBothColumns()
    {
        using var writer = new ParquetWriter(new MemoryStream(), FieldList.Of(new Field("id", DataType.Int64)));
        var batch = new RecordBatch(FieldList.Of(new Field("id", DataType.Int32)), new Column<int>(DataType.Int32, new int[1]));
        var error = Assert.Throws<ArgumentException>(() => writer.Write(batch));
        Assert.Contains("'id: int64'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'id: int32'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RepeatedValues_UseADictionaryAndTakeFewBytes()
    {
        var batch = new RecordBatch(FieldList.Of(new Field("rating", DataType.Float32)), new Column<float>(DataType.Float32, Enumerable.Range(0, 100_000).Select(i => i * 7919 % 10 / 2f).ToArray()));
        var none = new ParquetWriterOptions { Codec = ParquetCodec.Uncompressed };
        Assert.True(ParquetFiles.Write(batch, none).Length < 52_000);
        Assert.True(ParquetFiles.Write(batch, none with { UseDictionary = false }).Length > 400_000);
    }

    private static RecordBatch Batch(int rows) => new(
        Ratings,
        new Column<int>(DataType.Int32, Enumerable.Range(0, rows).Select(i => i / 20).ToArray()),
        new Column<int>(DataType.Int32, Enumerable.Range(0, rows).Select(i => i * 7919 % 1009).ToArray()),
        new Column<float>(DataType.Float32, Enumerable.Range(0, rows).Select(i => i % 10 / 2f).ToArray()),
        new Column<long>(DataType.Int64, Enumerable.Range(0, rows).Select(i => 1_000_000_000L + i * 61L).ToArray()));
}
