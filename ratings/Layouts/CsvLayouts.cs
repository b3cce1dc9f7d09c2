using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Layouts;

/// <summary>The layouts known by name. Any other table is described by its column names with <see cref="Csv"/>.</summary>
/// <remarks>Sources: the README files of MovieLens 20M (csv), 1M and 10M (<c>::</c>) and 100K (<c>u.data</c>, <c>u.item</c>).</remarks>
public static class CsvLayouts
{
    /// <summary>Since 2014: <c>ratings.csv</c> and <c>movies.csv</c>, UTF-8, with headers and quoted titles.</summary>
    public static readonly CsvLayout MovieLens = Csv(
        "movielens", new("userId", "movieId", "rating", "timestamp"), new("movieId", "title", "genres"));

    /// <summary>2003: <c>ratings.dat</c> and <c>movies.dat</c>, separated by <c>::</c>, no header,
    /// titles in latin-1 (copies in UTF-8 are about); <c>users.dat</c> with codes for age and occupation.</summary>
    public static readonly CsvLayout MovieLens1M = DoubleColons("movielens-1m") with
    {
        Users = new CsvTable(Plain("::", TextEncoding.Utf8OrLatin1), "userId", "gender", "age", "occupation", "zip"),
        UserFeatures = ["gender", "age", "occupation"],
    };

    /// <summary>2009: the same files with half stars and titles in UTF-8. The tags of <c>tags.dat</c> are not read.</summary>
    public static readonly CsvLayout MovieLens10M = DoubleColons("movielens-10m");

    private static readonly string[] Genres100K =
    [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    /// <summary>1998: <c>u.data</c> separated by tabs, <c>u.item</c> by <c>|</c> in latin-1 with one flag column per genre,
    /// <c>u.user</c> likewise with ages in years.</summary>
    public static readonly CsvLayout MovieLens100K = new(
        "movielens-100k",
        new CsvTable(Plain("\t"), "userId", "movieId", "rating", "timestamp"),
        new("userId", "movieId", "rating", "timestamp"),
        new CsvTable(
            Plain("|", TextEncoding.Utf8OrLatin1),
            ["movieId", "title", "releaseDate", "videoReleaseDate", "imdbUrl", .. Genres100K]),
        new("movieId", "title", null, Genres100K))
    {
        Users = new CsvTable(Plain("|", TextEncoding.Utf8OrLatin1), "userId", "age", "gender", "occupation", "zip"),
        UserFeatures = ["age:number", "gender", "occupation"],
    };

    /// <summary>Watch logs: csv with a header; the watch time takes the place of the rating.</summary>
    public static readonly CsvLayout YouTube = Csv(
        "youtube", new("viewer", "video", "watch_time", "timestamp"), new("video", "title", null));

    /// <summary>The Netflix Prize: <c>combined_data_1.txt</c> with a heading per film,
    /// <c>movie_titles.csv</c> in latin-1 without a header.</summary>
    public static readonly CsvLayout Netflix = new(
        "netflix",
        new CsvTable(Plain(","), "user", "item", "rating", "date"),
        new("user", "item", "rating", "date"),
        new CsvTable(Plain(",", TextEncoding.Utf8OrLatin1), "item", "year", "title"),
        new("item", "title", null))
    { Form = RatingsForm.Netflix };

    public static IReadOnlyList<CsvLayout> All { get; } = [MovieLens, MovieLens1M, MovieLens10M, MovieLens100K, YouTube, Netflix];

    /// <summary>A comma-separated UTF-8 layout with header and quotes, by the names of its columns.</summary>
    public static CsvLayout Csv(string name, RatingNames ratings, ItemNames items)
    {
        var table = new CsvTable(CsvFormat.Of(",", hasHeader: true, quotes: true));
        return new CsvLayout(name, table, ratings, table, items);
    }

    /// <summary>The layout called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static CsvLayout Named(string name) => All.FirstOrDefault(layout => layout.Name == name)
        ?? throw new ArgumentException(
            $"There is no layout '{name}'. Known layouts: {string.Join(", ", All.Select(layout => layout.Name))}.", nameof(name));

    private static CsvFormat Plain(string separator, TextEncoding encoding = TextEncoding.Utf8) =>
        CsvFormat.Of(separator, hasHeader: false, quotes: false, encoding);

    private static CsvLayout DoubleColons(string name) => new(
        name,
        new CsvTable(Plain("::"), "userId", "movieId", "rating", "timestamp"),
        new("userId", "movieId", "rating", "timestamp"),
        new CsvTable(Plain("::", TextEncoding.Utf8OrLatin1), "movieId", "title", "genres"),
        new("movieId", "title", "genres"));
}
