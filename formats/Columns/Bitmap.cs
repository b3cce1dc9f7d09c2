using System.Buffers.Binary;
using System.Numerics;

namespace RecPipeline.Formats.Columns;

/// <summary>Validity bitmaps: least significant bit first, 1 = present. Bits past the last row mean nothing.</summary>
public static class Bitmap
{
    private static byte[] _zeros = new byte[1024];

    /// <summary>Bytes that hold one bit for each of <paramref name="count"/> rows.</summary>
    public static int ByteCount(int count) => (count >> 3) + ((count & 7) != 0 ? 1 : 0);

    /// <summary>A bitmap of <paramref name="count"/> bits, or an empty one when every bit would be 1.</summary>
    public static byte[] Of(int count, Func<int, bool> isPresent)
    {
        ArgumentNullException.ThrowIfNull(isPresent);
        var bits = new byte[ByteCount(count)];
        bool all = true;
        for (int i = 0; i < count; i++)
            if (isPresent(i))
                bits[i >> 3] |= (byte)(1 << (i & 7));
            else
                all = false;
        return all ? [] : bits;
    }

    /// <summary>How many of the first <paramref name="count"/> rows are null. An empty bitmap has none.</summary>
    public static int NullCount(ReadOnlySpan<byte> bits, int count)
    {
        if (bits.IsEmpty)
            return 0;
        int present = 0, at = 0;
        for (; at + 8 <= count >> 3; at += 8)
            present += BitOperations.PopCount(BinaryPrimitives.ReadUInt64LittleEndian(bits[at..]));
        for (; at < count >> 3; at++)
            present += BitOperations.PopCount(bits[at]);
        if ((count & 7) != 0)
            present += BitOperations.PopCount(bits[at] & ((1u << (count & 7)) - 1));
        return count - present;
    }

    /// <summary>The bits of rows <paramref name="start"/> and following as a bitmap of its own; empty when none of them is null.</summary>
    internal static byte[] Slice(ReadOnlySpan<byte> bits, int start, int count)
    {
        if (bits.IsEmpty)
            return [];
        var part = Part(bits, start, count);
        return NullCount(part, count) == 0 ? [] : part;
    }

    /// <summary>The <paramref name="count"/> bits from <paramref name="start"/> on, moved to the first byte.</summary>
    internal static byte[] Part(ReadOnlySpan<byte> bits, int start, int count)
    {
        var part = new byte[ByteCount(count)];
        var from = bits[(start >> 3)..];
        int shift = start & 7;
        for (int i = 0; i < part.Length; i++)
        {
            int high = i + 1 < from.Length ? from[i + 1] : 0;
            part[i] = (byte)((from[i] | (high << 8)) >> shift);
        }
        return part;
    }

    /// <summary>A bitmap of zeros. All share one array, so that nothing grows with the number of such columns.</summary>
    internal static ReadOnlyMemory<byte> AllNull(int count)
    {
        byte[] zeros = _zeros;
        // Two threads may both make a larger one; whichever stays will do.
        if (zeros.Length < ByteCount(count))
            _zeros = zeros = new byte[ByteCount(count)];
        return zeros.AsMemory(0, ByteCount(count));
    }
}
