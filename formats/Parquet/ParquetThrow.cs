using RecPipeline.Formats.Arrow;

namespace RecPipeline.Formats.Parquet;

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
        _ when IsUnsupported(error.Message) => new(
            place, doing, Words(error), "what the Parquet library reads", "Write the file without it, such as with codec snappy and plain or dictionary encoding.", isUnsupported: true, inner: error),
        _ => Damaged(place, doing, Words(error), "data that the Parquet library accepts", error),
    };

    public static ParquetFormatException NotParquet(Place place, string found, string expected) =>
        new(place, "opening a Parquet file", found, expected, "Check the path; the file is of another kind, damaged or cut off.");

    public static ParquetFormatException Encrypted(Place place) => Unsupported(
        place, "opening a Parquet file", "an encrypted footer (PARE)", "plain data", "Encrypted Parquet is not supported; write the file without encryption.");

    public static ParquetFormatException UnsupportedType(Place place, string type) => Unsupported(
        place, "reading the schema", type, "boolean, int, float, double, string, date, timestamp, or lists and structs of these",
        "Read the other columns by name, or cast this one to a supported type where the file is written.");

    public static ParquetFormatException NoSuchColumn(Place place, IEnumerable<string> known) => new(
        place, "choosing columns", "no such column", $"one of {string.Join(", ", known.Take(50).Select(name => $"'{Place.Shown(name)}'"))}",
        "Correct the column's name, which is case-sensitive.");

    public static ParquetFormatException PartitionValue(Place place, string value, Columns.DataType type) => new(
        place, "reading a folder's name", $"value '{Place.Shown(value)}'", $"a value of type {type}", "Correct the folder's name, or read the column as strings.");

    public static ArgumentException NoRange(Place place, Columns.DataType type, Type bound) =>
        new($"{place}: a range of {bound.Name} values cannot be looked for in a column of type {type}. Give bounds of the column's own type.");

    private static bool IsUnsupported(string message) =>
        message.Contains("not implemented", StringComparison.OrdinalIgnoreCase) || message.Contains("unsupported", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not supported", StringComparison.OrdinalIgnoreCase) || message.Contains("not yet implemented", StringComparison.OrdinalIgnoreCase);

    private static string Words(Exception error) => $"the library saying '{Place.Shown(error.Message.Trim().TrimEnd('.'))}'";
}
