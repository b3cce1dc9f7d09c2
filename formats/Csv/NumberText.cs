using System.Buffers;
using System.Globalization;

namespace RecPipeline.Formats.Csv;

/// <summary>The numbers that a table may hold, read from the bytes of one field. Blanks around a number are allowed.</summary>
internal static class NumberText
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\v\f"u8);

    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>ASCII white space only; a record can hold no LF.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(Blanks) < 0;

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept(Blanks);
        return start < 0 ? default : text[start..(text.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    /// <summary>An optional sign and digits, within 64 bits.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> field, out long value) => TryDigits(field, out value) || TryInt64Plain(field, out value);

    /// <summary>An optional sign, digits and an optional point with more digits; finite in float32, rounded to nearest.</summary>
    public static bool TryFloat(ReadOnlySpan<byte> field, out float value) => TryShortDecimal(field, out value) || TryFloatPlain(field, out value);

    public static bool TryInt64Plain(ReadOnlySpan<byte> field, out long value)
    {
        var text = Trim(field);
        value = 0;
        return HasOnlyDigits(Unsigned(text)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryFloatPlain(ReadOnlySpan<byte> field, out float value)
    {
        var text = Trim(field);
        value = 0;
        return IsDecimal(Unsigned(text)) && float.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    /// <summary>As <see cref="TryFloat"/>, in float64.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> field, out double value)
    {
        var text = Trim(field);
        value = 0;
        return IsDecimal(Unsigned(text)) && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    // Only digits, and so few that they fit.
    private static bool TryDigits(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        foreach (byte letter in field)
        {
            uint digit = letter - (uint)'0';
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }
        return field.Length is > 0 and <= 18;
    }

    // Only digits and a point between them, and so few that one division rounds them once; see FastDigits.TryFloat.
    private static bool TryShortDecimal(ReadOnlySpan<byte> field, out float value)
    {
        value = 0;
        int point = field.IndexOf((byte)'.');
        if (field.Length > 9 || !TryDigits(point < 0 ? field : field[..point], out long whole))
            return false;
        long fraction = 0;
        var decimals = point < 0 ? default : field[(point + 1)..];
        if (point >= 0 && !TryDigits(decimals, out fraction))
            return false;
        long digits = (whole * FastDigits.PowersOfTen[decimals.Length]) + fraction;
        value = (int)digits / (float)FastDigits.PowersOfTen[decimals.Length];
        return digits < 1 << 24;
    }

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text) => text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        int point = text.IndexOf((byte)'.');
        return point < 0 ? HasOnlyDigits(text) : HasOnlyDigits(text[..point]) && HasOnlyDigits(text[(point + 1)..]);
    }

    private static bool HasOnlyDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
