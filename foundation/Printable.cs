using System.Text;

namespace RecPipeline.Foundation;

/// <summary>
/// Text of an input for a terminal or a log: control characters, which may move the cursor or ring,
/// are shown as <c>\x1B</c>; line feeds stay.
/// </summary>
public static class Printable
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsHidden))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        foreach (char letter in text)
            if (letter == '\t')
                shown.Append("\\t");
            else if (IsHidden(letter))
                shown.Append("\\x").Append(((int)letter).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                shown.Append(letter);
        return shown.ToString();
    }

    private static bool IsHidden(char letter) => char.IsControl(letter) && letter != '\n';
}
