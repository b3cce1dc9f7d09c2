namespace RecPipeline.Models.Cleaning;

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
