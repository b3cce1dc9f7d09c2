using System.Buffers.Binary;
using System.Text;
using K4os.Compression.LZ4;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Formats.Parquet.Compression;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class CodecTests
{
    private static readonly Place Page = new("page.parquet");

    private static readonly RecordBatch Table = new(
        FieldList.Of(new Field("timestamp", DataType.Int64)),
        new Column<long>(DataType.Int64, Enumerable.Range(0, 5000).Select(i => 1_000_000_000L + i * 61L).ToArray()));

    [ZstdFact]
    public void Write_Zstd_IsReadBack()
    {
        byte[] file = ParquetFiles.Write(Table, new ParquetWriterOptions { Codec = ParquetCodec.Zstd });
        Assert.Equal(Cells.Rows([Table]), Cells.Rows(ParquetFiles.Read(file)));
        Assert.True(file.Length < ParquetFiles.Write(Table).Length);
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
        var error = Assert.Throws<NotSupportedException>(() => ParquetFiles.Write(Table, new ParquetWriterOptions { Codec = codec }));
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
}
