using System.Buffers.Binary;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Finds and reads a file's footer: <c>PAR1 … metadata length(int32) PAR1</c>.</summary>
internal static class Footer
{
    private const int TailLength = 8;
    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public static FileMetadata Read(Stream stream, Place place)
    {
        long length = stream.Length;
        if (length < Magic.Length + TailLength)
            throw ParquetThrow.NotParquet(place, $"{length} bytes", "at least 12");
        var tail = ReadAt(stream, length - TailLength, TailLength, place);
        CheckMagic(tail.AsSpan(4), place with { Offset = length - 4 });
        CheckMagic(ReadAt(stream, 0, 4, place), place with { Offset = 0 });
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size == 0 || size > length - TailLength - Magic.Length)
            throw ParquetThrow.NotParquet(place with { Offset = length - TailLength }, $"a footer of {size:N0} bytes", $"1 to {length - TailLength - Magic.Length:N0}");
        long start = length - TailLength - size;
        return FooterReader.Read(ReadAt(stream, start, (int)Math.Min(size, Array.MaxLength), place), place with { Offset = start });
    }

    private static void CheckMagic(ReadOnlySpan<byte> magic, Place place)
    {
        if (magic.SequenceEqual("PARE"u8))
            throw ParquetThrow.Encrypted(place, "opening a Parquet file", "an encrypted footer (PARE)");
        if (!magic.SequenceEqual(Magic))
            throw ParquetThrow.NotParquet(place, $"bytes {Convert.ToHexString(magic)}", $"{Convert.ToHexString(Magic)} (PAR1)");
    }

    private static byte[] ReadAt(Stream stream, long offset, int count, Place place)
    {
        var bytes = new byte[count];
        stream.Position = offset;
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : throw ParquetThrow.EndOfData(place with { Offset = offset }, "reading the footer", count, read);
    }
}
