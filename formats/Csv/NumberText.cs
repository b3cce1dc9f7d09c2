using System.Buffers;
using System.Globalization;

namespace RecPipeline.Formats.Csv;

/// <summary>The numbers that a table may hold, read from the bytes of one field. Blanks around a number are allowed.</summary>
internal static class NumberText
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\v\f"u8);

    /// <summary>ASCII white space only; a record can hold no LF.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(Blanks) < 0;

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept(Blanks);
        return start < 0 ? default : text[start..(text.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    /// <summary>An optional sign and digits, within 64 bits.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> field, out long value)
    {
        var text = Trim(field);
        value = 0;
        return HasOnlyDigits(Unsigned(text)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>An optional sign, digits and an optional point with more digits; finite in float32, rounded to nearest.</summary>
    public static bool TryFloat(ReadOnlySpan<byte> field, out float value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var text = Trim(field);
        value = 0;
        return IsDecimal(Unsigned(text)) && float.TryParse(text, style, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text) => text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        int point = text.IndexOf((byte)'.');
        return point < 0 ? HasOnlyDigits(text) : HasOnlyDigits(text[..point]) && HasOnlyDigits(text[(point + 1)..]);
    }

    private static bool HasOnlyDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
