using System.Buffers.Binary;
using ParquetSharp;

namespace RecPipeline.Formats.Parquet;

/// <summary>What a file says of itself, held against its length before the library sets anything aside for it.</summary>
internal static class FooterChecks
{
    private const string Opening = "opening a Parquet file";
    private const string Doing = "reading the footer";
    private const int TailLength = 8;
    private const int HeadLength = 4;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The frame: <c>PAR1 … metadata length(int32) PAR1</c>.</summary>
    public static void CheckFrame(Stream stream, Place place)
    {
        long length = stream.Length;
        if (length < HeadLength + TailLength)
            throw ParquetThrow.NotParquet(place, $"{length} bytes", "at least 12");
        var tail = ReadAt(stream, length - TailLength, TailLength, place);
        CheckMagic(tail.AsSpan(4), place with { Offset = length - 4 });
        CheckMagic(ReadAt(stream, 0, HeadLength, place), place with { Offset = 0 });
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        long most = length - TailLength - HeadLength;
        if (size == 0 || size > most)
            throw ParquetThrow.NotParquet(place with { Offset = length - TailLength }, $"a footer of {size:N0} bytes", $"1 to {most:N0}");
    }

    /// <summary>Rows, values and sizes of a row group; gives its rows.</summary>
    public static long CheckGroup(RowGroupMetaData group, IReadOnlyList<ParquetLeaf> leaves, long fileLength, Place place)
    {
        if (group.NumRows is < 0 or > int.MaxValue)
            throw ParquetThrow.Damaged(place, Doing, $"{group.NumRows:N0} rows", $"0 to {int.MaxValue:N0}");
        if (group.NumColumns != leaves.Count)
            throw ParquetThrow.Damaged(place, Doing, $"{group.NumColumns} column chunks", $"{leaves.Count} as the schema says");
        for (int i = 0; i < leaves.Count; i++)
        {
            using var chunk = group.GetColumnChunkMetaData(i);
            Check(chunk, leaves[i], group.NumRows, fileLength, place with { Column = leaves[i].Path });
        }
        return group.NumRows;
    }

    private static void Check(ColumnChunkMetaData chunk, ParquetLeaf leaf, long rows, long fileLength, Place place)
    {
        ParquetFormatException Damaged(string found, string expected) => ParquetThrow.Damaged(place, Doing, found, expected);
        var (packed, unpacked) = (chunk.TotalCompressedSize, chunk.TotalUncompressedSize);
        if (chunk.Type != leaf.Type)
            throw Damaged($"a chunk of type {chunk.Type}", $"{leaf.Type} as the schema says");
        if (chunk.NumValues < 0 || (!leaf.IsRepeated && chunk.NumValues != rows))
            throw Damaged($"{chunk.NumValues:N0} values", leaf.IsRepeated ? "0 or more" : $"{rows:N0}, one for each row");
        if (packed < 0 || packed > fileLength || unpacked < 0)
            throw Damaged($"{packed:N0} bytes of pages, {unpacked:N0} unpacked", $"0 to {fileLength:N0}, the length of the file");
        // The library takes codecs that it does not know for none at all.
        if (!Enum.IsDefined(chunk.Compression) || (chunk.Compression == Compression.Uncompressed && packed != unpacked))
            throw ParquetThrow.Unsupported(
                place, Doing, $"pages of {packed:N0} bytes that are {unpacked:N0} unpacked, by a codec that is none or unknown",
                "a codec that the format has", "Write the file with codec snappy, zstd or none.");
    }

    private static void CheckMagic(ReadOnlySpan<byte> magic, Place place)
    {
        if (magic.SequenceEqual("PARE"u8))
            throw ParquetThrow.Encrypted(place);
        if (!magic.SequenceEqual(Magic))
            throw ParquetThrow.NotParquet(place, $"bytes {Convert.ToHexString(magic)}", $"{Convert.ToHexString(Magic)} (PAR1)");
    }

    private static byte[] ReadAt(Stream stream, long offset, int count, Place place)
    {
        var bytes = new byte[count];
        stream.Position = offset;
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count
            ? bytes
            : throw ParquetThrow.Damaged(place with { Offset = offset }, Opening, $"the data ends after {read:N0} bytes", $"{count:N0}");
    }
}
