namespace RecPipeline.Formats.Csv;

/// <summary>A file as a whole does not have the layout that was asked for. A single bad row is a <see cref="RowFault"/> instead.</summary>
public sealed class CsvFormatException : Exception
{
    public CsvFormatException(string file, string message)
        : base($"{file}: {message}") => File = file;

    public string File { get; }
}

/// <summary>The errors of this library, one method each.</summary>
internal static class CsvThrow
{
    public static CsvFormatException NoHeader(string file, IEnumerable<string> needed) => new(
        file, $"looking for a header line, found an empty file. Needed: {Quoted(needed)}. Check the path, or choose a layout without a header.");

    public static CsvFormatException MissingColumns(string file, IEnumerable<string> found, IEnumerable<string> missing) => new(
        file, $"line 1 names the columns {Quoted(found)}, but {Quoted(missing)} {(missing.Count() == 1 ? "is" : "are")} needed. Correct the header, or choose the layout or the column names that fit this file.");

    public static CsvFormatException RepeatedColumn(string file, string name) => new(
        file, $"line 1 names the column '{name}' more than once, so it is unclear which one to read. Rename one of them.");

    public static CsvFormatException EndlessRecord(string file, long bytes, int most) => new(
        file, $"reading a record, found {bytes:N0} bytes without a line feed; a record has at most {most:N0} (input.maxLineBytes). This is not a text table; check the path.");

    // A header of a binary file can be anything: show at most 60 characters of each name and 20 names.
    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name =>
        $"'{(name.Length > 60 ? name[..60] + "…" : name)}'"));
}
