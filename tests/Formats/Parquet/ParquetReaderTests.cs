using System.Buffers.Binary;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class ParquetReaderTests
{
    private static readonly FieldList Schema = FieldList.Of(
        new("user_index", DataType.Int32), new("rating", DataType.Float32, Nullable: true), new("title", DataType.Utf8), new("timestamp", DataType.Int64));

    [Fact]
    public void Read_OpeningAlone_TouchesNothingButTheFooter()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 1000));
        int footer = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        // Everything but the magic number and the footer is destroyed.
        file.AsSpan(4, file.Length - footer - 12).Fill(0xEE);
        using var reader = new ParquetReader(new MemoryStream(file), "pages.parquet");
        Assert.Equal((Schema, 1, 1000L), (reader.Schema, reader.RowGroupCount, reader.RowCount));
        Assert.Throws<ParquetFormatException>(() => reader.Read().ToList());
    }

    [Fact]
    public void Read_UnknownColumn_NamesTheFilesColumns()
    {
        var error = Assert.Throws<ParquetFormatException>(() => ParquetFiles.Read(ParquetFiles.Write(Batch(0, 3)), ["User_Index"]));
        Assert.Equal(
            "test.parquet column 'User_Index': choosing columns: found no such column; expected one of 'user_index', 'rating', 'title', 'timestamp'. Correct the column's name, which is case-sensitive.",
            error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Read_ChecksumThatDoesNotFit_SaysWhichColumnOfWhichRowGroup(int threads)
    {
        byte[] file = ParquetFiles.Write(Batch(0, 1000), new ParquetWriterOptions { Codec = ParquetCodec.Uncompressed, UseDictionary = false, RowGroupRows = 500, PageBytes = 400 });
        file[file.AsSpan().IndexOf(BitConverter.GetBytes(999L))] ^= 1;
        using var reader = new ParquetReader(new MemoryStream(file), "test.parquet", threads);
        var error = Assert.Throws<ParquetFormatException>(() => reader.Read().ToList());
        Assert.Equal(("timestamp", 1), (error.Column, error.RowGroup));
        Assert.StartsWith("test.parquet row group 1 column 'timestamp': reading the column chunk: found the library saying '", error.Message, StringComparison.Ordinal);
        Assert.Contains("CRC checksum", error.Message, StringComparison.Ordinal);
        Assert.Contains("rerun the stage that wrote it", error.Message, StringComparison.Ordinal);
        Assert.Equal(500, ParquetFiles.Read(file, ["title"])[1].RowCount);
    }

    [Fact]
    public void Read_StreamThatFails_ThrowsTheStreamsOwnException()
    {
        using var stream = new FailingStream(ParquetFiles.Write(Batch(0, 1000)));
        using var reader = new ParquetReader(stream, "remote.parquet");
        stream.Fails = true;
        Assert.Equal("the name node is away", Assert.Throws<IOException>(() => reader.Read().ToList()).Message);
    }

    [Fact]
    public void Read_TwoThreads_GivesTheSameRows()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 20_000), new ParquetWriterOptions { RowGroupRows = 6000 });
        using var reader = new ParquetReader(new MemoryStream(file), "threads.parquet", threads: 2);
        Assert.Equal(Cells.Rows(ParquetFiles.Read(file)), Cells.Rows(reader.Read()));
    }

    [Fact]
    public void Write_TwoThreads_GivesTheSameBytes() => Assert.Equal(
        ParquetFiles.Write(Batch(0, 20_000), new ParquetWriterOptions { RowGroupRows = 6000 }),
        ParquetFiles.Write(Batch(0, 20_000), new ParquetWriterOptions { RowGroupRows = 6000, Threads = 3 }));

    public static TheoryData<string, string> Ranges => new()
    {
        { "user_index 250 349", "200 300" },
        { "user_index 0 99", "0" },
        { "user_index 1000 2000", "" },
        { "timestamp 399 400", "300 400" },
        { "rating 3.99 4.25", "300 400" },
        { "title t00150 t00299", "100 200" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Read_Range_LeavesOutRowGroupsThatCannotHoldIt(string range, string firstRows)
    {
        byte[] file = ParquetFiles.Write(Batch(0, 500), new ParquetWriterOptions { RowGroupRows = 100 });
        using var reader = new ParquetReader(new MemoryStream(file), "ranges.parquet");
        var read = reader.Read(["user_index"], [Range(range.Split(' '))]).Select(batch => batch.Values<int>("user_index")[0]);
        Assert.Equal(firstRows, string.Join(' ', read));
    }

    [Theory]
    [InlineData("sp35_row_groups")]
    [InlineData("sp43_row_groups")]
    [InlineData("duck_row_groups")]
    public void Read_RangeOfAnotherWritersFile_KeepsEveryRowInIt(string name)
    {
        using var reader = new ParquetReader(new MemoryStream(GoldenFiles.Bytes(name)), name);
        int[] users = [.. reader.Read(["userId"]).SelectMany(batch => batch.Values<int>("userId").ToArray())];
        var (min, max) = (users.Max() - 3, users.Max());
        var some = reader.Read(["userId"], [ColumnRange.Between("userId", min, max)]).ToList();
        Assert.InRange(some.Count, 1, reader.RowGroupCount - 1);
        Assert.Equal(users.Count(user => user >= min), some.Sum(batch => batch.Values<int>("userId").ToArray().Count(user => user >= min)));
    }

    [Fact]
    public void Read_RangeOfAnotherType_IsRefused()
    {
        using var reader = new ParquetReader(new MemoryStream(ParquetFiles.Write(Batch(0, 3))), "ranges.parquet");
        var error = Assert.Throws<ArgumentException>(() => reader.Read(null, [ColumnRange.Between("user_index", 1L, 2L)]).ToList());
        Assert.Contains("column 'user_index': a range of Int64 values cannot be looked for in a column of type int32", error.Message, StringComparison.Ordinal);
    }

    private static ColumnRange Range(string[] words) => words[0] switch
    {
        "user_index" => ColumnRange.Between(words[0], int.Parse(words[1]), int.Parse(words[2])),
        "timestamp" => ColumnRange.Between(words[0], long.Parse(words[1]), long.Parse(words[2])),
        "rating" => ColumnRange.Between(words[0], float.Parse(words[1]), float.Parse(words[2])),
        _ => ColumnRange.Between(words[0], words[1], words[2]),
    };

    // Row i: user i, rating i / 100 (each seventh null), title t0000i, timestamp i.
    private static RecordBatch Batch(int start, int rows) => new(
        Schema,
        new Column<int>(DataType.Int32, Enumerable.Range(start, rows).ToArray()),
        new Column<float>(DataType.Float32, Enumerable.Range(start, rows).Select(i => i % 7 == 3 ? 0 : i / 100f).ToArray(), Bitmap.Of(rows, i => (start + i) % 7 != 3)),
        StringColumns.Of([.. Enumerable.Range(start, rows).Select(i => $"t{i:00000}")]),
        new Column<long>(DataType.Int64, Enumerable.Range(start, rows).Select(i => (long)i).ToArray()));

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public bool Fails { get; set; }

        public override int Read(Span<byte> buffer) => Fails ? throw new IOException("the name node is away") : base.Read(buffer);
    }
}
