using System.Globalization;

namespace RecPipeline.Ratings.Layouts;

/// <summary>Tells by its size what unit a time is in.</summary>
public static class TimeUnits
{
    /// <summary>What to set where a time that is far off would be a date from 1973 to 2200 in another unit;
    /// empty where it would not.</summary>
    /// <example>13 digits read as seconds: <c>; 13 digits are milliseconds: set input.table.timestampUnit=milliseconds</c>.</example>
    public static string Advice(string time, TimeUnit unit)
    {
        ArgumentNullException.ThrowIfNull(time);
        string whole = time.Trim().Split('.', ',')[0];
        if (unit == TimeUnit.Iso || !long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            return "";
        string digits = $"; {whole.TrimStart('-', '+').Length} digits are";
        if (Math.Abs((double)number) is >= 1e17 and < 7.3e18)
            return $"{digits} nanoseconds, which are not read: divide by 1,000 and set input.table.timestampUnit=microseconds";
        string fitting = Of(number);
        return fitting == Name(unit) || Math.Abs((double)number) is < 1e8 or >= 7.3e15
            ? ""
            : $"{digits} {fitting}: set input.table.timestampUnit={fitting}";
    }

    /// <summary>The unit as the options spell it.</summary>
    internal static string Name(TimeUnit unit) => unit switch
    {
        TimeUnit.Milliseconds => "milliseconds",
        TimeUnit.Microseconds => "microseconds",
        TimeUnit.Iso => "iso",
        _ => "seconds",
    };

    /// <summary>The unit in which a number is a time between 1973 and 2200; seconds where none is.</summary>
    internal static string Of(long number) => Math.Abs((double)number) switch
    {
        >= 1e14 and < 7.3e15 => "microseconds",
        >= 1e11 and < 7.3e12 => "milliseconds",
        _ => "seconds",
    };
}
