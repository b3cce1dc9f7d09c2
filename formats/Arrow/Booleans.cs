using System.Buffers.Binary;

namespace RecPipeline.Formats.Arrow;

/// <summary>Booleans take a bit each in a stream and a byte each in a column.</summary>
/// <remarks>Plain twins: <see cref="UnpackPlain"/>, <see cref="PackPlain"/>.</remarks>
internal static class Booleans
{
    public static bool[] Unpack(ReadOnlySpan<byte> bits, int count)
    {
        var values = new bool[count];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan());
        int whole = count >> 3;
        for (int i = 0; i < whole; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(8 * i)..], Spread(bits[i]));
        UnpackPlain(bits[whole..], values.AsSpan(8 * whole));
        return values;
    }

    public static void UnpackPlain(ReadOnlySpan<byte> bits, Span<bool> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (bits[i >> 3] >> (i & 7) & 1) != 0;
    }

    public static byte[] Pack(ReadOnlySpan<bool> values)
    {
        var bits = new byte[Columns.Bitmap.ByteCount(values.Length)];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(values);
        int whole = values.Length >> 3;
        for (int i = 0; i < whole; i++)
            bits[i] = Gather(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * i)..]));
        PackPlain(values[(8 * whole)..], bits.AsSpan(whole));
        return bits;
    }

    public static void PackPlain(ReadOnlySpan<bool> values, Span<byte> bits)
    {
        for (int i = 0; i < values.Length; i++)
            bits[i >> 3] |= (byte)((values[i] ? 1 : 0) << (i & 7));
    }

    // Bit i of the byte becomes byte i: copy it into all eight, keep one bit in each, and move that bit to the bottom.
    private static ulong Spread(byte bits)
    {
        ulong kept = bits * 0x0101010101010101UL & 0x8040201008040201UL;
        return (kept + 0x7F7F7F7F7F7F7F7FUL) >> 7 & 0x0101010101010101UL;
    }

    // Byte i, 0 or 1, becomes bit i of the top byte of the product.
    private static byte Gather(ulong bytes) => (byte)(bytes * 0x0102040810204080UL >> 56);
}
