using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Where a record keeps its rating: field positions from 0, and the format to split it by.</summary>
/// <param name="Format">Separator, quotes, encoding.</param>
/// <param name="User">Position of the raw user id.</param>
/// <param name="Item">Position of the raw item id.</param>
/// <param name="Rating">Position of the rating (or confidence), or −1 when every row counts 1.</param>
/// <param name="Timestamp">Position of the timestamp, or −1 when there is none.</param>
/// <param name="FieldCount">Fields of a whole record; one with more or fewer is <see cref="RowFault.Columns"/>.</param>
public sealed record RatingColumns(CsvFormat Format, int User, int Item, int Rating, int Timestamp, int FieldCount)
{
    /// <summary>Texts are no numbers to be parsed; <see cref="RatingRowParser.ReadIds"/> gives them.</summary>
    public IdType UserIds { get; init; }

    public IdType ItemIds { get; init; }

    /// <summary>The columns' names, for messages.</summary>
    public RatingNames Names { get; init; } = new("user", "item", "rating", "timestamp");

    /// <summary>What rating and timestamp may say.</summary>
    public RatingForms Forms
    {
        get;
        init
        {
            field = value;
            Fields = new FieldForms(value);
        }
    } = RatingForms.Plain;

    /// <summary>The texts of columns that folders name; they stand behind those of the record,
    /// from position <see cref="FieldCount"/> on.</summary>
    internal IReadOnlyList<byte[]> Folders { get; init; } = [];

    internal FieldForms Fields { get; private init; } = new(RatingForms.Plain);

    /// <summary>Which fast parser reads the rows of this layout.</summary>
    internal FastForm FastForm => HasTextIds || !Fields.AreFast || !FastNumberRow.Fits(this) ? FastForm.None
        : Format.Separator.Length == 1 && (User, Item, Rating, Timestamp) == (0, 1, 2, 3) ? FastForm.Common
        : FastForm.Numbers;

    private bool HasTextIds => UserIds == IdType.String || ItemIds == IdType.String;

    /// <summary>Finds the layout's rating columns by name.</summary>
    /// <param name="layout">The names to look for.</param>
    /// <param name="header">The names in the file, or null for a layout without a header line.</param>
    /// <param name="file">For the error message.</param>
    /// <exception cref="CsvFormatException">A column is missing or named twice.</exception>
    public static RatingColumns Resolve(CsvLayout layout, IReadOnlyList<string>? header, string file)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var (names, own) = (layout.RatingNames, header ?? layout.Ratings.Columns);
        string[] folders = [.. names.Columns.Where(name => !own.Contains(name) && layout.Folders.ContainsKey(name)).Distinct()];
        string[] columns = [.. own, .. folders];
        CsvHeader.Require(file, columns, names.Columns);
        return new RatingColumns(
            layout.Ratings.Format, CsvHeader.Find(columns, names.User), CsvHeader.Find(columns, names.Item),
            CsvHeader.Find(columns, names.Rating), CsvHeader.Find(columns, names.Timestamp), own.Count)
        {
            UserIds = layout.UserIds,
            ItemIds = layout.ItemIds,
            Names = names,
            Forms = layout.Forms,
            Folders = [.. folders.Select(name => layout.Ratings.Format.Bytes(layout.Folders[name] ?? ""))],
        };
    }
}

/// <summary>The forms of rows that a fast parser reads; rows of another form always take the plain way.</summary>
internal enum FastForm
{
    None,

    /// <summary>One byte separates user, item, rating and timestamp, in this order: <see cref="FastRatingRow"/>.</summary>
    Common,

    /// <summary>The same numbers in any order, with or without timestamp, between longer separators: <see cref="FastNumberRow"/>.</summary>
    Numbers,
}
