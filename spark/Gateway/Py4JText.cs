using System.Text;

namespace RecPipeline.Spark.Gateway;

/// <summary>Escaping of strings on the wire: only backslash, CR and LF are escaped, in both directions.</summary>
/// <example>The three characters <c>a</c>, LF, <c>\</c> travel as <c>a\n\\</c>.</example>
internal static class Py4JText
{
    public static string Escape(string text) => text.AsSpan().IndexOfAny('\\', '\r', '\n') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Undoes <see cref="Escape"/>; any other escaped character stands for itself.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\\') < 0)
            return text.ToString();
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i == text.Length - 1)
                plain.Append(text[i]);
            else
                plain.Append(text[++i] switch { 'n' => '\n', 'r' => '\r', var other => other });
        }
        return plain.ToString();
    }
}
