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
    public void Write_AnyTable_NamesItsWriterAndTheElementsOfItsLists()
    {
        var type = DataType.List(DataType.Int32);
        var batch = new RecordBatch(FieldList.Of(new Field("items", type)), new ListColumn(type, new[] { 0, 2 }, new Column<int>(DataType.Int32, new[] { 1, 2 })));
        using var reader = new ParquetSharp.ParquetFileReader(new MemoryStream(ParquetFiles.Write(batch)));
        Assert.Equal("RecPipeline version 0.1.0", reader.FileMetaData.CreatedBy);
        Assert.Equal("items.list.element", reader.FileMetaData.Schema.Column(0).Path.ToDotString());
    }

    [Fact]
    public void Write_StreamThatIsFull_ThrowsTheStreamsOwnException()
    {
        var error = Assert.Throws<IOException>(() => new ParquetWriter(new FullStream(0), Ratings));
        Assert.Equal("No space left on device", error.Message);
        using var writer = new ParquetWriter(new FullStream(1000), Ratings);
        error = Assert.Throws<IOException>(() => { writer.Write(Batch(100_000)); writer.Close(); });
        Assert.Equal("No space left on device", error.Message);
    }

    [Theory]
    [InlineData(ParquetCodec.Zstd, "Zstd")]
    [InlineData(ParquetCodec.Snappy, "Snappy")]
    [InlineData(ParquetCodec.Uncompressed, "Uncompressed")]
    public void Write_Codec_IsThatOfEveryChunkAndIsReadBack(ParquetCodec codec, string expected)
    {
        byte[] file = ParquetFiles.Write(Batch(1000), new ParquetWriterOptions { Codec = codec });
        using var reader = new ParquetSharp.ParquetFileReader(new MemoryStream(file));
        using var group = reader.RowGroup(0);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(expected, group.MetaData.GetColumnChunkMetaData(i).Compression.ToString()));
        Assert.Equal(Cells.Rows([Batch(1000)]), Cells.Rows(ParquetFiles.Read(file)));
    }

    [Fact]
    public void Write_CodecThatIsNone_IsRefusedByName() =>
        Assert.Contains("Codec 99", Assert.Throws<ArgumentException>(() => ParquetFiles.Write(Batch(1), new ParquetWriterOptions { Codec = (ParquetCodec)99 })).Message, StringComparison.Ordinal);

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
        Assert.True(ParquetFiles.Write(batch, none).Length < 56_000);
        Assert.True(ParquetFiles.Write(batch, none with { UseDictionary = false }).Length > 400_000);
    }

    private static RecordBatch Batch(int rows) => new(
        Ratings,
        new Column<int>(DataType.Int32, Enumerable.Range(0, rows).Select(i => i / 20).ToArray()),
        new Column<int>(DataType.Int32, Enumerable.Range(0, rows).Select(i => i * 7919 % 1009).ToArray()),
        new Column<float>(DataType.Float32, Enumerable.Range(0, rows).Select(i => i % 10 / 2f).ToArray()),
        new Column<long>(DataType.Int64, Enumerable.Range(0, rows).Select(i => 1_000_000_000L + i * 61L).ToArray()));

    private sealed class FullStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
                throw new IOException("No space left on device");
            base.Write(buffer);
        }
    }
}
