using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet;

/// <summary>The errors of this library: what we were doing, what we found, what we needed, what to do.</summary>
internal static class ParquetThrow
{
    private const string DamagedAdvice = "The file is damaged or cut off; write it again, or rerun the stage that wrote it.";

    public static ParquetFormatException Damaged(Place place, string doing, string found, string expected, Exception? inner = null) =>
        new(place, doing, found, expected, DamagedAdvice, inner: inner);

    public static ParquetFormatException Unsupported(Place place, string doing, string found, string expected, string advice) =>
        new(place, doing, found, expected, advice, isUnsupported: true);

    public static ParquetFormatException EndOfData(Place place, string doing, long needed, long left) =>
        Damaged(place, doing, $"the data ends after {left:N0} bytes", $"{needed:N0} bytes more");

    public static ParquetFormatException NegativeLength(Place place, string doing, long length) =>
        Damaged(place, doing, $"a length of {length:N0}", "0 or more");

    public static ParquetFormatException Thrift(Place place, int position, string found, string expected) =>
        Damaged(place with { Offset = (place.Offset ?? 0) + position }, "reading metadata", found, expected);

    public static ParquetFormatException NotParquet(Place place, string found, string expected) =>
        new(place, "opening a Parquet file", found, expected, "Check the path; the file is of another kind, damaged or cut off.");

    public static ParquetFormatException Encrypted(Place place, string doing, string what) =>
        Unsupported(place, doing, what, "plain data", "Encrypted Parquet is not supported; write the file without encryption.");

    public static ParquetFormatException UnsupportedType(Place place, string type) => Unsupported(
        place, "reading the schema", $"type {type}", "boolean, int, float, double, string, date, timestamp, or lists and structs of these",
        "Read the other columns by name, or cast this one to a supported type where the file is written.");

    public static ParquetFormatException UnsupportedEncoding(Place place, PageEncoding encoding, string type) => Unsupported(
        place, $"reading a page of {type} values", $"encoding {SpecificationName.Of(encoding)}", "an encoding that this type may have and this reader knows",
        "Write the file with PLAIN or dictionary encoding.");

    public static ParquetFormatException UnsupportedCodec(Place place, ParquetCodec codec, string reason) => Unsupported(
        place, "decompressing a page", $"codec {SpecificationName.Of(codec)}", reason, "Write the file with codec snappy, gzip or none.");

    public static ParquetFormatException NoSuchColumn(Place place, IEnumerable<string> known) => new(
        place, "choosing columns", "no such column", $"one of {string.Join(", ", known.Take(50).Select(name => $"'{name}'"))}",
        "Correct the column's name, which is case-sensitive.");

    public static ParquetFormatException PartitionValue(Place place, string value, Columns.DataType type) => new(
        place, "reading a folder's name", $"value '{value}'", $"a value of type {type}", "Correct the folder's name, or read the column as strings.");

    public static ArgumentException NoRange(Place place, Columns.DataType type, Type bound) =>
        new($"{place}: a range of {bound.Name} values cannot be looked for in a column of type {type}. Give bounds of the column's own type.");

    public static ParquetFormatException ValueCount(Place place, long found, long expected) =>
        Damaged(place, "counting values", $"{found:N0} values", $"{expected:N0}");

    public static ParquetFormatException DictionaryIndex(Place place, long index, int count) =>
        Damaged(place, "looking up dictionary values", $"index {index:N0}", $"an index below {count:N0}");

    public static ParquetFormatException LevelTooHigh(Place place, int level, int max) =>
        Damaged(place, "reading levels", $"level {level}", $"at most {max}");

    public static ParquetFormatException TooLarge(Place place, string found) => Unsupported(
        place, "reading a column chunk", found, "at most 2,147,483,647 values and string bytes in a row group", "Write the file with smaller row groups.");
}
