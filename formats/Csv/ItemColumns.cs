namespace RecPipeline.Formats.Csv;

/// <summary>Where a record keeps an item: field positions from 0.</summary>
/// <param name="Item">Position of the raw id.</param>
/// <param name="Title">Position of the title.</param>
/// <param name="Genres">Position of the genres in one field, or −1.</param>
/// <param name="FlagNames">Per field the genre that a 1 in it stands for, or null.</param>
internal sealed record ItemColumns(int Item, int Title, int Genres, string?[] FlagNames)
{
    public int FieldCount => FlagNames.Length;

    /// <summary>Finds the layout's item columns by name.</summary>
    /// <exception cref="CsvFormatException">A column is missing or named twice.</exception>
    public static ItemColumns Resolve(ItemNames names, IReadOnlyList<string> columns, string file)
    {
        CsvHeader.Require(file, columns, Needed(names));
        return new ItemColumns(
            CsvHeader.Find(columns, names.Item), CsvHeader.Find(columns, names.Title), CsvHeader.Find(columns, names.Genres),
            [.. columns.Select(column => names.GenreFlags.Contains(column) ? column : null)]);
    }

    public static IReadOnlyList<string> Needed(ItemNames names) =>
        names.Genres is null ? [names.Item, names.Title, .. names.GenreFlags] : [names.Item, names.Title, names.Genres, .. names.GenreFlags];
}
