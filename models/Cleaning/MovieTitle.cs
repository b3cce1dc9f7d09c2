namespace RecPipeline.Models.Cleaning;

/// <summary>Finds the year in a MovieLens title.</summary>
public static class MovieTitle
{
    /// <summary>
    /// The title as given, and the year of a trailing <c>(1995)</c>. Blanks after it are allowed; anything else,
    /// such as <c>(2006–2007)</c> or no brackets, has no year.
    /// </summary>
    public static (string Title, int? Year) Parse(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var text = title.AsSpan().TrimEnd();
        bool hasYear = text is [.., '(', _, _, _, _, ')'] && text[^5..^1].IndexOfAnyExceptInRange('0', '9') < 0;
        return (title, hasYear ? int.Parse(text[^5..^1]) : null);
    }
}

/// <summary>Words that keep an item out: an item whose title has a word that begins with one of the roots is stopped.</summary>
/// <remarks>
/// Without regard to case. Example: the root <c>christma</c> stops "White Christmas (1954)", the root <c>hit</c> does not stop "White
/// Christmas".
/// </remarks>
public sealed class StopList(IEnumerable<string> roots)
{
    private readonly string[] _roots = [.. roots.Select(root => root.Trim().ToLowerInvariant()).Where(root => root.Length > 0)];

    public bool Stops(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        string text = title.ToLowerInvariant();
        return Array.Exists(_roots, root => BeginsAWord(text, root));
    }

    private static bool BeginsAWord(string text, string root)
    {
        for (int at = text.IndexOf(root, StringComparison.Ordinal); at >= 0; at = text.IndexOf(root, at + 1, StringComparison.Ordinal))
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                return true;
        return false;
    }
}
