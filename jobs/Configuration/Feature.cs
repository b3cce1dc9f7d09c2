namespace RecPipeline.Jobs.Configuration;

/// <summary>How the field of a column becomes features.</summary>
internal enum FeatureKind
{
    /// <summary>The whole field is one value.</summary>
    Text,

    /// <summary>Several values with <c>|</c> between them.</summary>
    List,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>A column of an items or users file that becomes features, as <c>input.features</c> names it.</summary>
/// <example><c>genres</c> is a list, <c>year</c> a number, <c>price:number</c> a number, <c>country</c> a text.</example>
/// <param name="IsNamed">The kind was said, or is known by the name; it is not the one that is taken without a word.</param>
internal sealed record Feature(string Name, FeatureKind Kind, bool IsNamed)
{
    public const string Genres = "genres";
    public const string Year = "year";

    private static readonly string[] Kinds = [.. Enum.GetNames<FeatureKind>().Select(kind => kind.ToLowerInvariant())];

    /// <summary>Takes <c>column</c> or <c>column:kind</c>; what follows a colon and is no kind belongs to the name.</summary>
    public static Feature Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        int kind = colon < 0 ? -1 : Array.IndexOf(Kinds, text[(colon + 1)..]);
        return kind >= 0 ? new Feature(text[..colon], (FeatureKind)kind, IsNamed: true) : text switch
        {
            Genres => new Feature(text, FeatureKind.List, IsNamed: true),
            Year => new Feature(text, FeatureKind.Number, IsNamed: true),
            _ => new Feature(text, FeatureKind.Text, IsNamed: false),
        };
    }
}
