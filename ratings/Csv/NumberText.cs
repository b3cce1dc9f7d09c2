using System.Buffers;
using System.Globalization;

namespace RecPipeline.Ratings.Csv;

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
    public static bool TryFloat(ReadOnlySpan<byte> field, out float value) =>
        TryShortDecimal(field, out value) || TryFloatPlain(field, out value);

    /// <summary>An id: as <see cref="TryInt64"/>, without zeros in front, since 00123 and 123 would become one.</summary>
    public static bool TryId(ReadOnlySpan<byte> field, out long value)
    {
        bool isNumber = TryInt64(field, out value);
        if (!isNumber || field is [not (byte)'0' and >= (byte)'0', ..] or [(byte)'0'])
            return isNumber;
        bool isOne = Unsigned(Trim(field)) is not [(byte)'0', _, ..];
        value = isOne ? value : 0;
        return isOne;
    }

    /// <summary>As <see cref="TryInt64"/>, or the same number written as a float, such as <c>1600001027.0</c>.</summary>
    /// <param name="point">What stands before the decimals.</param>
    public static bool TryWhole(ReadOnlySpan<byte> field, byte point, out long value)
    {
        if (TryInt64(field, out value))
            return true;
        var text = Trim(field);
        int at = text.IndexOf(point);
        return at > 0 && text[at - 1] is >= (byte)'0' and <= (byte)'9'
            && at + 1 < text.Length && text[(at + 1)..].IndexOfAnyExcept((byte)'0') < 0
            && TryInt64(text[..at], out value);
    }

    /// <summary>A rating: as <see cref="TryFloat"/>, with this before the decimals, or in scientific notation (<c>4.5E-1</c>).</summary>
    public static bool TryRating(ReadOnlySpan<byte> field, byte point, out float value)
    {
        if (point == '.' ? TryFloat(field, out value) : TryCommaFloat(field, out value))
            return true;
        int exponent = field.IndexOfAny((byte)'e', (byte)'E');
        value = 0;
        return exponent > 0 && TryScientific(Trim(field), point, out value);
    }

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
        return IsDecimal(Unsigned(text))
            && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
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

    // A point here would be one between thousands.
    private static bool TryCommaFloat(ReadOnlySpan<byte> field, out float value)
    {
        value = 0;
        Span<byte> text = field.Length <= 128 ? stackalloc byte[field.Length] : new byte[field.Length];
        if (field.Contains((byte)'.'))
            return false;
        field.Replace(text, (byte)',', (byte)'.');
        return TryFloat(text, out value);
    }

    private static bool TryScientific(ReadOnlySpan<byte> text, byte point, out float value)
    {
        value = 0;
        int exponent = text.IndexOfAny((byte)'e', (byte)'E');
        if (!HasOnlyDigits(Unsigned(text[(exponent + 1)..])) || (point != '.' && text.Contains((byte)'.')))
            return false;
        Span<byte> number = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
        text.Replace(number, point, (byte)'.');
        return IsDecimal(Unsigned(number[..exponent]))
            && float.TryParse(number, Decimal | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text) => text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        int point = text.IndexOf((byte)'.');
        return point < 0 ? HasOnlyDigits(text) : HasOnlyDigits(text[..point]) && HasOnlyDigits(text[(point + 1)..]);
    }

    private static bool HasOnlyDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
