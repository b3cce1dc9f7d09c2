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
