using System.Text;

namespace RecPipeline.Formats.Csv;

/// <summary>Text of an input as it may be printed: control characters by their code, the first letters of a long one.</summary>
public static class ShownText
{
    private const int MaxLetters = 60;

    /// <summary>Example: a tab and <c>a</c> are <c>\x09a</c>.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        foreach (var letter in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLetters)
                return shown.Append('…').ToString();
            _ = Rune.IsControl(letter) ? shown.Append("\\x").Append(letter.Value.ToString("x2", null)) : shown.Append(letter);
        }
        return shown.ToString();
    }
}
