using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>LZ4 as Hadoop frames it: big-endian length of the data, then blocks of a big-endian compressed length each, until that length is reached.</summary>
internal static class Lz4Frames
{
    /// <summary>Fills <paramref name="output"/> exactly, or returns false when the bytes are not framed so.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        while (TryLength(ref bytes, out int length))
        {
            if (length > output.Length || !TryDecodeBlocks(ref bytes, output[..length]))
                return false;
            output = output[length..];
        }
        return bytes.IsEmpty && output.IsEmpty;
    }

    private static bool TryDecodeBlocks(ref ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        while (!output.IsEmpty)
        {
            if (!TryLength(ref bytes, out int compressed) || compressed > bytes.Length)
                return false;
            int length = LZ4Codec.Decode(bytes[..compressed], output);
            if (length <= 0)
                return false;
            bytes = bytes[compressed..];
            output = output[length..];
        }
        return true;
    }

    private static bool TryLength(ref ReadOnlySpan<byte> bytes, out int length)
    {
        length = bytes.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(bytes) : -1;
        if (length < 0)
            return false;
        bytes = bytes[4..];
        return true;
    }
}
