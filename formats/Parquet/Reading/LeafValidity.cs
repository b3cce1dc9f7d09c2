using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The validity bitmap of a leaf, from its definition levels.</summary>
internal static class LeafValidity
{
    /// <summary>One bit for each entry of <paramref name="slotLevel"/> or more, 1 where it is <paramref name="max"/>; empty when all are.</summary>
    /// <param name="definitions">The leaf's levels; empty when all are the highest.</param>
    /// <param name="slotLevel">From this level on an entry has a slot.</param>
    /// <param name="max">Of this level a value is there.</param>
    /// <param name="slots">How many entries have a slot.</param>
    public static byte[] Of(ReadOnlySpan<byte> definitions, int slotLevel, int max, int slots)
    {
        if (definitions.IsEmpty)
            return [];
        var validity = new byte[Bitmap.ByteCount(slots)];
        var (slot, nulls) = (0, 0);
        foreach (byte level in definitions)
        {
            if (level < slotLevel)
                continue;
            if (level == max)
                validity[slot >> 3] |= (byte)(1 << (slot & 7));
            else
                nulls++;
            slot++;
        }
        return nulls == 0 ? [] : validity;
    }
}
