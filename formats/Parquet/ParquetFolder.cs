using System.Globalization;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>A data file of a partitioned folder.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Partition">Names and values of its partition columns, outermost first; null is a null.</param>
public sealed record PartitionFile(string Path, IReadOnlyList<KeyValuePair<string, string?>> Partition);

/// <summary>Reads a folder of Parquet files whose sub-folders are named <c>column=value</c>, as Hive, Spark and pyarrow write them.</summary>
/// <remarks>
/// Values are unescaped as URLs are (%XX in UTF-8); <c>__HIVE_DEFAULT_PARTITION__</c> is null. What begins with '_' or '.' is no data. The type of a
/// partition column is never guessed from its values, for 007 may be a name.
/// </remarks>
public static class ParquetFolder
{
    private const string NullValue = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The data files, in ordinal order of their paths.</summary>
    public static IEnumerable<PartitionFile> Files(string folder) => Files(folder, []);

    /// <summary>Reads all files, one batch for each row group: the files' columns, then those of <paramref name="partition"/>.</summary>
    /// <param name="folder">The table's folder.</param>
    /// <param name="partition">Partition columns to add, of type string, int32 or int64; nullable, because any folder may stand for null.</param>
    /// <param name="columns">Columns to read from the files, or null for all.</param>
    /// <exception cref="ParquetFormatException">A file is damaged, or a folder's name does not fit <paramref name="partition"/>.</exception>
    public static IEnumerable<RecordBatch> Read(string folder, FieldList partition, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(partition);
        foreach (var file in Files(folder))
        {
            using var stream = File.OpenRead(file.Path);
            using var reader = new ParquetReader(stream, file.Path);
            foreach (var batch in reader.Read(columns))
                yield return WithPartition(batch, file, partition);
        }
    }

    private static IEnumerable<PartitionFile> Files(string folder, IReadOnlyList<KeyValuePair<string, string?>> partition)
    {
        foreach (string path in Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (name[0] is '_' or '.')
                continue;
            if (!Directory.Exists(path))
                yield return new PartitionFile(path, partition);
            else
                foreach (var file in Files(path, name.Split('=', 2) is [var column, var value] ? [.. partition, new(Uri.UnescapeDataString(column), Value(value))] : partition))
                    yield return file;
        }
    }

    private static string? Value(string text) => text == NullValue ? null : Uri.UnescapeDataString(text);

    private static RecordBatch WithPartition(RecordBatch batch, PartitionFile file, FieldList partition) => new(
        new FieldList([.. batch.Schema, .. partition]),
        batch.RowCount,
        [.. batch.Columns, .. partition.Select(field => PartitionColumn(field, file, batch.RowCount))]);

    private static Column PartitionColumn(Field field, PartitionFile file, int rows)
    {
        var place = new Place(file.Path, Column: field.Name);
        int at = file.Partition.ToList().FindIndex(pair => pair.Key == field.Name);
        if (at < 0)
            throw ParquetThrow.NoSuchColumn(place, file.Partition.Select(pair => pair.Key));
        string? value = file.Partition[at].Value;
        byte[] validity = value is null ? Bitmap.Of(rows, _ => false) : [];
        return field.Type switch
        {
            ScalarType { Kind: ScalarKind.Utf8 } => StringColumns.Of(Enumerable.Repeat(value, rows).ToArray()),
            ScalarType { Kind: ScalarKind.Int32 } => Repeat(field, Parse<int>(field, value, place), rows, validity),
            ScalarType { Kind: ScalarKind.Int64 } => Repeat(field, Parse<long>(field, value, place), rows, validity),
            _ => throw new ArgumentException($"Partition column '{field}' is not of type string, int32 or int64.", nameof(field)),
        };
    }

    private static Column<T> Repeat<T>(Field field, T value, int rows, byte[] validity)
        where T : unmanaged
    {
        var values = new T[rows];
        Array.Fill(values, value);
        return new Column<T>(field.Type, values, validity);
    }

    private static T Parse<T>(Field field, string? value, Place place)
        where T : struct, IParsable<T> => value is null ? default
            : T.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number
            : throw ParquetThrow.PartitionValue(place, value, field.Type);
}
