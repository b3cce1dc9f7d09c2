using System.Numerics;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Writes the RLE/bit-packing hybrid in groups of 8: one of equal values begins a run, the others are packed.</summary>
internal static class RleWriter
{
    /// <summary>Bits that hold values from 0 to <paramref name="max"/>.</summary>
    public static int WidthOf(int max) => 32 - BitOperations.LeadingZeroCount((uint)max);

    public static void Write<T>(ReadOnlySpan<T> values, int width, ByteBuffer buffer)
        where T : unmanaged, IBinaryInteger<T>
    {
        int packedFrom = 0;
        for (int i = 0; i < values.Length;)
        {
            int group = Math.Min(8, values.Length - i);
            if (!AreEqual(values.Slice(i, group)))
            {
                i += group;
                continue;
            }
            int run = RunLength(values[i..]);
            WritePacked(values[packedFrom..i], width, buffer);
            WriteRun(values[i], run, width, buffer);
            packedFrom = i += run;
        }
        WritePacked(values[packedFrom..], width, buffer);
    }

    // The last value tells most groups of different values without a call.
    private static bool AreEqual<T>(ReadOnlySpan<T> group)
        where T : unmanaged, IBinaryInteger<T> => group[0] == group[^1] && RunLength(group) == group.Length;

    private static int RunLength<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        int other = values.IndexOfAnyExcept(values[0]);
        return other < 0 ? values.Length : other;
    }

    private static void WriteRun<T>(T value, int count, int width, ByteBuffer buffer)
        where T : unmanaged, IBinaryInteger<T>
    {
        buffer.WriteVarint((ulong)count << 1);
        uint bits = uint.CreateTruncating(value);
        for (int i = 0; i < (width + 7) / 8; i++)
            buffer.Write((byte)(bits >> 8 * i));
    }

    private static void WritePacked<T>(ReadOnlySpan<T> values, int width, ByteBuffer buffer)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (values.IsEmpty)
            return;
        int groups = (values.Length + 7) / 8;
        buffer.WriteVarint((ulong)groups << 1 | 1);
        Span<int> block = stackalloc int[512];
        for (int at = 0; at < values.Length; at += block.Length)
        {
            var part = values[at..Math.Min(values.Length, at + block.Length)];
            block.Clear();
            for (int i = 0; i < part.Length; i++)
                block[i] = int.CreateTruncating(part[i]);
            BitPacking.Pack(block[..((part.Length + 7) & ~7)], width, buffer);
        }
    }
}
