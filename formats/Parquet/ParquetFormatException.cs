using RecPipeline.Formats.Arrow;

namespace RecPipeline.Formats.Parquet;

/// <summary>A file is no Parquet file, is damaged, or uses something that is not supported. The message names it and says where.</summary>
public sealed class ParquetFormatException : IOException
{
    internal ParquetFormatException(
        Place place, string doing, string found, string expected, string advice, bool isUnsupported = false, Exception? inner = null)
        : base($"{place}: {doing}: found {found}; expected {expected}. {advice}", inner)
    {
        (File, RowGroup, Column, Offset) = (place.File, place.RowGroup, place.Column, place.Offset);
        (Found, Expected, IsUnsupported) = (found, expected, isUnsupported);
    }

    /// <summary>The name that was given to the reader.</summary>
    public string File { get; }

    /// <summary>Row group, from 0; null where the error is not inside one.</summary>
    public int? RowGroup { get; }

    /// <summary>Column, members of lists and structs with dots; null where the error concerns the file.</summary>
    public string? Column { get; }

    /// <summary>Byte in the file, where known.</summary>
    public long? Offset { get; }
    public string Expected { get; }

    /// <summary>What was found: a number or name of the file, or the library's own words.</summary>
    public string Found { get; }

    /// <summary>True when the file may well be whole but has something that this reader does not know.</summary>
    public bool IsUnsupported { get; }
}

/// <summary>The errors of this library: what we were doing, what we found, what we needed, what to do.</summary>
internal static class ParquetThrow
{
    private const string DamagedAdvice = "The file is damaged or cut off; write it again, or rerun the stage that wrote it.";

    public static ParquetFormatException Damaged(Place place, string doing, string found, string expected, Exception? inner = null) =>
        new(place, doing, found, expected, DamagedAdvice, inner: inner);

    public static ParquetFormatException Unsupported(Place place, string doing, string found, string expected, string advice) =>
        new(place, doing, found, expected, advice, isUnsupported: true);

    /// <summary>The library's own words; what it does not read is hard to tell from damage by them.</summary>
    public static ParquetFormatException Library(Place place, string doing, Exception error) => error switch
    {
        ArrowFault { IsUnsupported: true } fault => UnsupportedType(place with { Column = fault.Column }, fault.Found),
        ArrowFault fault => Damaged(place with { Column = fault.Column }, doing, fault.Found, fault.Expected, error),
        _ when LibraryWords.Say(error, "not implemented", "not yet implemented", "not supported", "unsupported") => new(
            place, doing, Words(error), "what the Parquet library reads",
            "Write the file without it, such as with codec snappy and plain or dictionary encoding.", isUnsupported: true, inner: error),
        _ => Damaged(place, doing, Words(error), "data that the Parquet library accepts", error),
    };

    public static ParquetFormatException NotParquet(Place place, string found, string expected) =>
        new(place, "opening a Parquet file", found, expected, "Check the path; the file is of another kind, damaged or cut off.");

    public static ParquetFormatException Encrypted(Place place) => Unsupported(
        place, "opening a Parquet file", "an encrypted footer (PARE)", "plain data",
        "Encrypted Parquet is not supported; write the file without encryption.");

    public static ParquetFormatException UnsupportedType(Place place, string type) => Unsupported(
        place, "reading the schema", type, "boolean, int, float, double, string, date, timestamp, or lists and structs of these",
        "Read the other columns by name, or cast this one to a supported type where the file is written.");

    public static ParquetFormatException NoSuchColumn(Place place, IEnumerable<string> known) => new(
        place, "choosing columns", "no such column",
        $"one of {string.Join(", ", known.Take(50).Select(name => $"'{LibraryWords.Shown(name)}'"))}",
        "Correct the column's name, which is case-sensitive.");

    public static ArgumentException NoRange(Place place, Columns.DataType type, Type bound) => new(
        $"{place}: a range of {bound.Name} values cannot be looked for in a column of type {type}. Give bounds of its own type.");

    private static string Words(Exception error) => $"the library saying '{LibraryWords.Of(error)}'";
}

/// <summary>Where in a file the reader is, for messages.</summary>
internal sealed record Place(string File, int? RowGroup = null, string? Column = null, long? Offset = null)
{
    public override string ToString() => File
        + (RowGroup is { } group ? $" row group {group}" : "")
        + (Column is null ? "" : $" column '{LibraryWords.Shown(Column)}'")
        + (Offset is { } offset ? $" offset {offset:N0}" : "");
}
