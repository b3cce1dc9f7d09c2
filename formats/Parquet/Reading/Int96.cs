using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The deprecated 96-bit timestamp: nanoseconds of the day, then the Julian day.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct Int96(long NanosOfDay, int JulianDay)
{
    private const int JulianDayOfEpoch = 2_440_588;
    private const long MicrosPerDay = 86_400_000_000;

    /// <summary>Microseconds UTC; nanoseconds below are dropped, as Spark drops them. As int64 nanoseconds the years 0001 to 9999 would not fit.</summary>
    public static Column<long> ToColumn(ReadOnlySpan<Int96> values, byte[] validity, Place place)
    {
        var micros = new long[values.Length];
        for (int i = 0; i < micros.Length; i++)
            // A slot of a null is zero days and stays zero.
            micros[i] = values[i] == default ? 0 : values[i].ToMicros(place);
        return new Column<long>(DataType.TimestampMicros, micros, validity);
    }

    private long ToMicros(Place place)
    {
        long day = Math.DivRem(NanosOfDay, 1000, out long rest) - (rest < 0 ? 1 : 0);
        var micros = ((Int128)JulianDay - JulianDayOfEpoch) * MicrosPerDay + day;
        return micros >= long.MinValue && micros <= long.MaxValue
            ? (long)micros
            : throw ParquetThrow.Damaged(place, "converting an INT96 timestamp", $"{micros} µs since 1970", "a number of 64 bits");
    }
}
