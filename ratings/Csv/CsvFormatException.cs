namespace RecPipeline.Ratings.Csv;

/// <summary>A file as a whole does not have the layout that was asked for. A single bad row is none of these.</summary>
public sealed class CsvFormatException : Exception
{
    public CsvFormatException(string file, string message)
        : base($"{file}: {message}") => File = file;

    public string File { get; }

    /// <summary>The error of a record whose quotes take in more than a record may have.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">Line at which the record begins, from 1.</param>
    /// <param name="most">Bytes that a record may have.</param>
    public static CsvFormatException OpenQuote(string file, long line, int most) => new(
        file,
        $"line {line} opens a quote that is not closed within {most:N0} bytes (input.maxLineBytes), which is the most that a record has. "
        + "Close it, or set input.table.quotes=false (--layout table) where quotes are part of the texts.");

    /// <summary>The names of a header line that lacks needed ones; else empty.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>The needed names that the header line lacks; else empty.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>The errors of this library, one method each.</summary>
internal static class CsvThrow
{
    public static CsvFormatException NoHeader(string file, IEnumerable<string> needed) => new(
        file,
        $"looking for a header line, found an empty file. Needed: {Quoted(needed)}. Check the path, or choose a layout without a header.");

    public static CsvFormatException MissingColumns(string file, IEnumerable<string> found, IEnumerable<string> missing) => new(
        file,
        $"line 1 names the columns {Quoted(found)}, but {Quoted(missing)} {(missing.Count() == 1 ? "is" : "are")} needed. "
        + "Correct the header, or choose the layout or the column names that fit this file.")
    { Found = [.. found], Missing = [.. missing] };

    public static CsvFormatException RepeatedColumn(string file, string name) => new(
        file,
        $"line 1 names the column {ShownText.Quoted(name, 60)} more than once, so it is unclear which one to read. Rename one of them.");

    public static CsvFormatException EndlessRecord(string file, long bytes, int most) => new(
        file,
        $"reading a record, found {bytes:N0} bytes without a line feed; a record has at most {most:N0} (input.maxLineBytes). "
        + "This is not a text table; check the path.");

    // A header of a binary file can be anything: show at most 60 characters of each name and 20 names.
    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name => ShownText.Quoted(name, 60)));
}
