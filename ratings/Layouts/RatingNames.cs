namespace RecPipeline.Ratings.Layouts;

/// <summary>The names of the columns that make a rating. Without a rating column every rating is 1,
/// without a timestamp column every timestamp is 0.</summary>
public sealed record RatingNames(string User, string Item, string? Rating, string? Timestamp)
{
    /// <summary>Those that there are: user, item, rating, timestamp.</summary>
    internal string[] Columns => [.. new[] { User, Item, Rating, Timestamp }.OfType<string>()];
}

/// <summary>The names of the columns that describe an item.</summary>
/// <param name="Item">Raw item id.</param>
/// <param name="Title">Title, kept as given; empty when there is none.</param>
/// <param name="Genres">Genres in one column, separated by <c>|</c>; null when there is none.</param>
/// <param name="GenreFlags">Columns that hold 1 where the item has the genre of the column's name (MovieLens 100K).</param>
public sealed record ItemNames(string Item, string Title, string? Genres, params IReadOnlyList<string> GenreFlags);

/// <summary>What the raw ids of users or items are. A layout says so; it is never guessed from a file.</summary>
public enum IdType : byte
{
    /// <summary>Signed 64-bit decimal integers.</summary>
    Int64,

    /// <summary>Texts, byte for byte as they stand in the file, quotes resolved.</summary>
    String,
}
