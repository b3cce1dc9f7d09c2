using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>What executors need to know to judge the lines of a ratings file.</summary>
/// <param name="File">The file's name in messages.</param>
/// <param name="Form">How its fields are told apart.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Limits">The limits of a rating.</param>
public sealed record LineRules(string File, LineForm Form, IReadOnlyList<string> Columns, RatingLimits Limits)
{
    /// <summary>A longer line fails the task, and a longer record of several lines the stage.</summary>
    public int MaxLineBytes { get; init; } = RecordText.MaxBytes;

    /// <summary>Per file, the columns that folders of its path name; empty where there are none.</summary>
    public IReadOnlyList<Dictionary<string, string?>> Constants { get; init; } = [];

    internal Dictionary<string, string?> ConstantsOf(int file) => file < Constants.Count ? Constants[file] : [];

    /// <summary>Places of the files that Spark unpacks.</summary>
    public IReadOnlyList<int> PackedFiles { get; init; } = [];

    /// <summary>A packed file with more bytes in it fails the task.</summary>
    public long MaxExpandedBytes { get; init; } = long.MaxValue;

    /// <summary>The blocks (<see cref="BlockPlaces"/>) that begin in quotes, as far as is known; see <see cref="BlockQuotes"/>.</summary>
    public IReadOnlyList<long> InQuotes { get; init; } = [];

    internal RatingColumns Places => PlacesOf(0);

    /// <summary>Where the records of a file have their fields; folders of its path may name some.</summary>
    internal RatingColumns PlacesOf(int file) => RatingColumns.Resolve(Form.Layout with { Folders = ConstantsOf(file) }, Columns, File);
}

/// <summary>The part of a layout that ratings need, as plain values.</summary>
public sealed record LineForm(
    string Separator, bool HasHeader, bool Quotes, TextEncoding Encoding, string User, string Item, string? Rating, string? Timestamp)
{
    /// <summary>What rating and timestamp may say.</summary>
    public RatingForms Forms { get; init; } = RatingForms.Plain;

    /// <summary>What the rows are before they are records.</summary>
    public RatingsForm Form { get; init; }

    internal RatingNames Names => new(User, Item, Rating, Timestamp);

    internal CsvLayout Layout
    {
        get
        {
            var table = new CsvTable(CsvFormat.Of(Separator, HasHeader, Quotes, Encoding));
            return new CsvLayout("ratings", table, Names, table, new ItemNames(Item, Item, null)) { Forms = Forms };
        }
    }

    public static LineForm Of(CsvLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var (format, names) = (layout.Records.Ratings.Format, layout.RatingNames);
        return new LineForm(System.Text.Encoding.UTF8.GetString(format.Separator), format.HasHeader, format.Quotes, format.Encoding,
            names.User, names.Item, names.Rating, names.Timestamp) { Form = layout.Form, Forms = layout.Forms };
    }
}

/// <summary>The numbers of <see cref="RatingRules"/>; known items travel as a broadcast.</summary>
public sealed record RatingLimits(double RatingMin, double RatingMax, double RatingStep, long MinId, long TimeMin, long TimeMax)
{
    public static RatingLimits Of(RatingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new RatingLimits(rules.RatingMin, rules.RatingMax, rules.RatingStep, rules.MinId, rules.TimeMin, rules.TimeMax);
    }

    public RatingRules With(IdSet? knownItems) => new(RatingMin, RatingMax, RatingStep, MinId, TimeMin, TimeMax, knownItems);
}
