using System.Buffers.Binary;
using System.Numerics;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Values of 0 to 32 bits, packed from the least significant bit of the first byte on.</summary>
internal static class BitPacking
{
    /// <summary>Unpacks <paramref name="values"/>.Length values, the first of which is value number <paramref name="first"/> of the bytes.</summary>
    /// <remarks>Whole groups of 8 go by one, two or four loads; <see cref="UnpackPlain"/> is the plain twin, see <c>EncodingTests</c>.</remarks>
    /// <param name="bytes">At least as many as the last value needs.</param>
    /// <param name="width">Bits of a value, 0 to 32.</param>
    /// <param name="first">How many values to pass over.</param>
    /// <param name="values">Where to put them.</param>
    public static void Unpack<T>(ReadOnlySpan<byte> bytes, int width, long first, scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        int head = (int)Math.Min(-first & 7, values.Length);
        UnpackPlain(bytes, width, first, values[..head]);
        int done = head + UnpackGroups(bytes[(int)Math.Min((first + head) * width >> 3, bytes.Length)..], width, values[head..]);
        UnpackPlain(bytes, width, first + done, values[done..]);
    }

    /// <summary>The same, one value after the other.</summary>
    public static void UnpackPlain<T>(ReadOnlySpan<byte> bytes, int width, long first, scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong mask = (1UL << width) - 1;
        long bit = first * width;
        for (int i = 0; i < values.Length; i++, bit += width)
            values[i] = T.CreateTruncating(ReadPadded(bytes[(int)Math.Min(bit >> 3, bytes.Length)..]) >> (int)(bit & 7) & mask);
    }

    // A group of 8 values takes width bytes. Loads of 8 bytes hold 8, 4 or 2 of its values, whatever bit they begin at.
    private static int UnpackGroups<T>(ReadOnlySpan<byte> bytes, int width, scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        int perLoad = width switch { 0 => 0, <= 8 => 8, <= 16 => 4, <= 30 or 32 => 2, _ => 0 };
        // The last load of a group may reach 8 bytes beyond its start.
        int groups = perLoad == 0 || bytes.Length < width + 8 ? 0 : Math.Min(values.Length / 8, (bytes.Length - 8) / width);
        ulong mask = (1UL << width) - 1;
        for (int group = 0; group < groups; group++)
        {
            var packed = bytes.Slice(group * width, width + 8);
            var unpacked = values.Slice(group * 8, 8);
            for (int i = 0, bit = 0; i < unpacked.Length; bit += perLoad * width)
            {
                ulong window = BinaryPrimitives.ReadUInt64LittleEndian(packed[(bit >> 3)..]) >> (bit & 7);
                for (int end = i + perLoad; i < end; i++, window >>= width)
                    unpacked[i] = T.CreateTruncating(window & mask);
            }
        }
        return groups * 8;
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
            bits += width;
            if (bits < 32)
                continue;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], (uint)pending);
            (pending, bits, at) = (pending >> 32, bits - 32, at + 4);
        }
        for (; bits > 0; bits -= 8, pending >>= 8)
            bytes[at++] = (byte)pending;
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
