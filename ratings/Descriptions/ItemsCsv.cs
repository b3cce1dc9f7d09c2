using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>Reads the items file of a layout: ids, titles, genres, and further columns by name.</summary>
public static class ItemsCsv
{
    private const string Flags = "genres by flags";

    /// <summary>Reads the whole file.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">Its name in messages and bad rows.</param>
    /// <param name="layout">Format and column names.</param>
    /// <param name="cancellationToken">Looked at before each block of the file.</param>
    /// <exception cref="CsvFormatException">Columns are missing, or a record has no end.</exception>
    public static ItemsTable Read(Stream stream, string file, CsvLayout layout, CancellationToken cancellationToken = default) =>
        Read(stream, file, layout, [], [], cancellationToken);

    /// <summary>The same with more columns, which <see cref="DescriptionsTable.Texts"/> then holds.</summary>
    /// <param name="more">Columns that must be there.</param>
    /// <param name="optional">Columns that are read where they are there.</param>
    public static ItemsTable Read(
        Stream stream, string file, CsvLayout layout, IReadOnlyList<string> more, IReadOnlyList<string> optional,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var names = layout.ItemNames;
        string[] own = [.. new[] { names.Title, names.Genres }.OfType<string>().Where(name => name.Length > 0)];
        var form = new DescriptionForm(layout.Items, layout.ItemIds, names.Item, [.. own.Concat(more).Distinct()])
        {
            MaxRecordBytes = layout.MaxRecordBytes, Optional = optional, Flags = names.GenreFlags, FlagsName = Flags,
        };
        var rows = DescriptionsCsv.Read(stream, file, form, cancellationToken);
        string genres = names.GenreFlags.Count > 0 ? Flags : names.Genres ?? "";
        return new ItemsTable(rows, Column(rows, names.Title), Column(rows, genres)) { HasTitles = names.Title.Length > 0 };
    }

    private static string[] Column(DescriptionsTable rows, string name) =>
        rows.Texts.TryGetValue(name, out string[]? texts) ? texts : [.. Enumerable.Repeat("", rows.Count)];
}
