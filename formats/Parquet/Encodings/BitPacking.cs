using System.Buffers.Binary;
using System.Numerics;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Values of 0 to 32 bits, packed from the least significant bit of the first byte on.</summary>
internal static class BitPacking
{
    /// <summary>Unpacks <paramref name="values"/>.Length values, the first of which begins at value number <paramref name="first"/> of the bytes.</summary>
    /// <param name="bytes">At least as many as the last value needs.</param>
    /// <param name="width">Bits of a value, 0 to 32.</param>
    /// <param name="first">How many values to pass over.</param>
    /// <param name="values">Where to put them.</param>
    public static void Unpack<T>(ReadOnlySpan<byte> bytes, int width, long first, scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong mask = (1UL << width) - 1;
        long bit = first * width;
        int i = 0;
        for (; i < values.Length && (bit >> 3) + 8 <= bytes.Length; i++, bit += width)
            values[i] = T.CreateTruncating(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)(bit >> 3)..]) >> (int)(bit & 7) & mask);
        for (; i < values.Length; i++, bit += width)
            values[i] = T.CreateTruncating(ReadPadded(bytes[(int)Math.Min(bit >> 3, bytes.Length)..]) >> (int)(bit & 7) & mask);
    }

    /// <summary>The same for values of 0 to 64 bits.</summary>
    public static void UnpackWide(ReadOnlySpan<byte> bytes, int width, long first, scoped Span<ulong> values)
    {
        ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        long bit = first * width;
        for (int i = 0; i < values.Length; i++, bit += width)
        {
            int at = (int)Math.Min(bit >> 3, bytes.Length);
            int shift = (int)(bit & 7);
            ulong value = ReadPadded(bytes[at..]) >> shift;
            if (shift + width > 64)
                value |= (ulong)bytes[at + 8] << 64 - shift;
            values[i] = value & mask;
        }
    }

    /// <summary>Packs values of <paramref name="width"/> bits; their number is a multiple of 8.</summary>
    public static void Pack(ReadOnlySpan<int> values, int width, ByteBuffer buffer)
    {
        var bytes = buffer.Reserve(values.Length / 8 * width);
        ulong pending = 0;
        var (bits, at) = (0, 0);
        foreach (int value in values)
        {
            pending |= (ulong)(uint)value << bits;
            for (bits += width; bits >= 8; bits -= 8, pending >>= 8)
                bytes[at++] = (byte)pending;
        }
    }

    // The last bytes of a page may be fewer than 8.
    private static ulong ReadPadded(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }
}
