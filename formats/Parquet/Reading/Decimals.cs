using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Decimals as big-endian two's complement bytes.</summary>
internal static class Decimals
{
    public static Column<Int128> FromBytes(DecimalType type, ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes, byte[] validity, Place place)
    {
        var values = new Int128[offsets.Length - 1];
        for (int i = 0; i < values.Length; i++)
            values[i] = FromBytes(bytes[offsets[i]..offsets[i + 1]], place);
        return new Column<Int128>(type, values, validity);
    }

    // No bytes are a null's slot, or a zero.
    private static Int128 FromBytes(ReadOnlySpan<byte> bytes, Place place)
    {
        Int128 value = bytes.IsEmpty || bytes[0] < 128 ? 0 : -1;
        var sign = value;
        for (int i = 0; i < bytes.Length; i++)
        {
            // What is shifted out of the 128 bits must repeat the sign.
            if (value >> 119 != sign)
                throw ParquetThrow.Damaged(place, "reading a decimal", $"a number of {bytes.Length:N0} bytes", "at most 38 digits");
            value = value << 8 | bytes[i];
        }
        return value;
    }
}
