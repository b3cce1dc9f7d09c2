using System.Globalization;
using System.Text;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// Characters that nobody can type, written with a backslash: <c>\t</c>, <c>\001</c>, <c>\x01</c>, <c>\u0001</c>; <c>\\</c> is a backslash.
/// </summary>
/// <remarks>A backslash at the end stands for itself, as it did before there were others.</remarks>
internal static class EscapedText
{
    /// <summary>The characters; false for an escape that is none of these.</summary>
    public static bool TryRead(string text, out string value)
    {
        var read = new StringBuilder();
        value = "";
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
                read.Append(text[at++]);
            else if (!TryEscape(text, ref at, read))
                return false;
        }
        value = read.ToString();
        return true;
    }

    /// <summary>The characters of a text that <see cref="OptionsCheck"/> has let pass.</summary>
    public static string Read(string text) => TryRead(text, out string value) ? value : text;

    private static bool TryEscape(string text, ref int at, StringBuilder read)
    {
        char kind = text[at + 1];
        var (digits, from, style) = kind switch
        {
            'x' => (2, at + 2, NumberStyles.AllowHexSpecifier),
            'u' => (4, at + 2, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '9' => (3, at + 1, NumberStyles.None),
            _ => (0, at, NumberStyles.None),
        };
        if (digits == 0)
        {
            at += 2;
            return TrySimple(kind, read);
        }
        if (from + digits > text.Length || !int.TryParse(text.AsSpan(from, digits), style, CultureInfo.InvariantCulture, out int code))
            return false;
        at = from + digits;
        return kind is 'x' or 'u' ? Append(code, read) : TryOctal(code, read);
    }

    private static bool TrySimple(char kind, StringBuilder read)
    {
        if (kind is 't' or '\\')
            read.Append(kind == 't' ? '\t' : '\\');
        return kind is 't' or '\\';
    }

    // Three decimal digits that are to be read as octal ones, as Hive writes them.
    private static bool TryOctal(int digits, StringBuilder read)
    {
        var (high, middle, low) = (digits / 100, digits / 10 % 10, digits % 10);
        return high < 4 && middle < 8 && low < 8 && Append((high * 64) + (middle * 8) + low, read);
    }

    private static bool Append(int code, StringBuilder read)
    {
        read.Append((char)code);
        return true;
    }
}
