using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The deprecated 96-bit timestamp: nanoseconds of the day, then the Julian day.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Int96(long NanosOfDay, int JulianDay);

/// <summary>Types of other writers that become one of ours.</summary>
internal static class Conversions
{
    private const int JulianDayOfEpoch = 2_440_588;
    private const long MicrosPerDay = 86_400_000_000;

    public static Column FromUInt32(ReadOnlySpan<int> values, byte[] validity)
    {
        var longs = new long[values.Length];
        for (int i = 0; i < longs.Length; i++)
            longs[i] = (uint)values[i];
        return new Column<long>(DataType.Int64, longs, validity);
    }

    public static Column FromMillis(Memory<long> values, byte[] validity, Place place)
    {
        foreach (ref long value in values.Span)
        {
            if (value is > long.MaxValue / 1000 or < long.MinValue / 1000)
                throw OutOfRange(place, $"{value} ms");
            value *= 1000;
        }
        return new Column<long>(DataType.TimestampMicros, values, validity);
    }

    /// <summary>Nanoseconds below a microsecond are dropped, as Spark drops them. Every INT96 day fits int64 microseconds.</summary>
    public static Column FromInt96(ReadOnlySpan<Int96> values, byte[] validity, Place place)
    {
        var micros = new long[values.Length];
        for (int i = 0; i < micros.Length; i++)
        {
            long micro = Math.DivRem(values[i].NanosOfDay, 1000, out long rest) - (rest < 0 ? 1 : 0);
            // A slot of a null is zero days and stays zero.
            micros[i] = values[i] == default ? 0 : Checked((Int128)((long)values[i].JulianDay - JulianDayOfEpoch) * MicrosPerDay + micro, place);
        }
        return new Column<long>(DataType.TimestampMicros, micros, validity);
    }

    private static long Checked(Int128 micros, Place place) =>
        micros >= long.MinValue && micros <= long.MaxValue ? (long)micros : throw OutOfRange(place, $"{micros} µs");

    private static ParquetFormatException OutOfRange(Place place, string found) =>
        ParquetThrow.Damaged(place, "converting a timestamp to microseconds", found, "a time within 292,000 years of 1970");
}
