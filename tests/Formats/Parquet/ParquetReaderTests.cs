using System.Buffers.Binary;
using System.Text;
using K4os.Compression.LZ4;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Formats.Parquet.Compression;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class ParquetReaderTests
{
    private static readonly Place Page = new("page.parquet");

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

    [Fact]
    public void Read_ChecksumThatDoesNotFit_SaysWhichPageOfWhichColumn()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 1000), new ParquetWriterOptions { Codec = ParquetCodec.Uncompressed, UseDictionary = false, RowGroupRows = 500, PageBytes = 400 });
        int last = file.AsSpan().IndexOf(BitConverter.GetBytes(999L));
        file[last] ^= 1;
        var error = Assert.Throws<ParquetFormatException>(() => ParquetFiles.Read(file));
        Assert.Equal(("timestamp", 1, 9), (error.Column, error.RowGroup, error.Page));
        Assert.Contains("checking a page: found CRC-32 ", error.Message, StringComparison.Ordinal);
        Assert.Equal(500, ParquetFiles.Read(file, ["title"])[1].RowCount);
    }

    [Fact]
    public void Read_TwoThreads_GivesTheSameRows()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 20_000), new ParquetWriterOptions { RowGroupRows = 6000 });
        using var reader = new ParquetReader(new MemoryStream(file), "threads.parquet");
        Assert.Equal(Cells.Rows(reader.Read()), Cells.Rows(reader.Read(threads: 2)));
    }

    [Fact]
    public void Read_TwoThreadsOnADamagedPage_ThrowsTheFormatError()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 1000), new ParquetWriterOptions { Codec = ParquetCodec.Uncompressed, UseDictionary = false });
        file[file.AsSpan().IndexOf(BitConverter.GetBytes(999L))] ^= 1;
        using var reader = new ParquetReader(new MemoryStream(file), "threads.parquet");
        Assert.Equal("timestamp", Assert.Throws<ParquetFormatException>(() => reader.Read(threads: 4).ToList()).Column);
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

    [ZstdFact]
    public void Write_Zstd_IsReadBack()
    {
        byte[] file = ParquetFiles.Write(Batch(0, 5000), new ParquetWriterOptions { Codec = ParquetCodec.Zstd });
        Assert.Equal(Cells.Rows([Batch(0, 5000)]), Cells.Rows(ParquetFiles.Read(file)));
        Assert.True(file.Length < ParquetFiles.Write(Batch(0, 5000)).Length);
    }

    [ZstdFact]
    public void Decompress_ZstdOfSeveralFrames_GivesAll()
    {
        var buffer = new ByteBuffer();
        Zstd.System!.Compress("first "u8, buffer);
        Zstd.System!.Compress("second"u8, buffer);
        using var decompressor = new Decompressor(ParquetCodec.Zstd, Zstd.System);
        Assert.Equal("first second"u8.ToArray(), decompressor.Decompress(buffer.Written, 12, Page).ToArray());
    }

    [Fact]
    public void Decompress_ZstdWithoutTheLibrary_IsRefusedByName()
    {
        using var decompressor = new Decompressor(ParquetCodec.Zstd, Zstd.Load("libzstd-that-is-not-there.so"));
        var error = Assert.Throws<ParquetFormatException>(() => decompressor.Decompress([1, 2, 3], 10, Page).Length);
        Assert.True(error.IsUnsupported);
        Assert.Equal(
            "page.parquet: decompressing a page: found codec ZSTD; expected the system's library libzstd, which is not installed here. Write the file with codec snappy, gzip or none.",
            error.Message);
    }

    [Theory]
    [InlineData(ParquetCodec.Gzip)]
    [InlineData(ParquetCodec.Lzo)]
    [InlineData((ParquetCodec)99)]
    public void Write_OtherCodec_IsRefusedByName(ParquetCodec codec)
    {
        var error = Assert.Throws<NotSupportedException>(() => ParquetFiles.Write(Batch(0, 3), new ParquetWriterOptions { Codec = codec }));
        Assert.Contains(codec.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decompress_Lzo_IsRefusedByName()
    {
        using var decompressor = new Decompressor(ParquetCodec.Lzo, null);
        var error = Assert.Throws<ParquetFormatException>(() => decompressor.Decompress([1, 2, 3], 10, Page).Length);
        Assert.Equal("page.parquet: decompressing a page: found codec LZO; expected a codec that this reader knows. Write the file with codec snappy, gzip or none.", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Decompress_HadoopLz4_TakesBlocksOfSeveralFrames(int frames)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i => $"row {i};")));
        var framed = new List<byte>();
        foreach (byte[] part in text.Chunk((text.Length + frames - 1) / frames))
        {
            framed.AddRange(BigEndian(part.Length));
            foreach (byte[] block in part.Chunk(part.Length / 2 + 1))
            {
                byte[] compressed = Lz4(block);
                framed.AddRange([.. BigEndian(compressed.Length), .. compressed]);
            }
        }
        using var decompressor = new Decompressor(ParquetCodec.Lz4, null);
        Assert.Equal(text, decompressor.Decompress(framed.ToArray(), text.Length, Page).ToArray());
        // A bare block under this codec, as some older writers left it.
        Assert.Equal(text, decompressor.Decompress(Lz4(text), text.Length, Page).ToArray());
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Lz4(byte[] bytes)
    {
        var target = new byte[LZ4Codec.MaximumOutputSize(bytes.Length)];
        return target[..LZ4Codec.Encode(bytes, target)];
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
}
