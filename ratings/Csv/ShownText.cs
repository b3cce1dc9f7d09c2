using System.Globalization;
using System.Text;

namespace RecPipeline.Ratings.Csv;

/// <summary>Text of an input as messages show it: never a character that would steer a terminal or that nobody can see.</summary>
public static class ShownText
{
    /// <summary>The text in quotes, at most <paramref name="length"/> characters of it.</summary>
    public static string Quoted(string text, int length = 80)
    {
        ArgumentNullException.ThrowIfNull(text);
        string shown = Escaped(Cut(text, length));
        return shown.Length > length || text.Length > length ? $"'{Cut(shown, length)}…'" : $"'{shown}'";
    }

    /// <summary>A setting as it is to be typed.</summary>
    public static string Setting(string option, string value)
    {
        string shown = Escaped(value);
        bool isPlain = shown.All(letter => char.IsLetterOrDigit(letter) || letter is ',' or ':' or '.' or '-');
        return isPlain ? $"{option}={shown}" : $"{option}={shown} (in a shell with quotes around it)";
    }

    /// <summary>Control characters, and others that do not print, by their codes: <c>\t</c>, <c>\x00</c>, <c>\u2028</c>.</summary>
    public static string Escaped(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsHidden) && !text.Any(char.IsSurrogate))
            return text;
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            shown.Append(Escaped(rune));
        return shown.ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        < 0x100 when IsHidden((char)rune.Value) => $"\\x{rune.Value:x2}",
        _ when !IsHidden(Rune.GetUnicodeCategory(rune)) && rune != Rune.ReplacementChar => rune.ToString(),
        _ => rune.IsBmp ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}",
    };

    private static bool IsHidden(char letter) => letter == '\uFFFD' || IsHidden(char.GetUnicodeCategory(letter));

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned;

    // Not between the halves of one character.
    private static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
