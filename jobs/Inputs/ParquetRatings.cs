using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Running;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Jobs.Inputs;

/// <summary>Ratings in Parquet files: their columns, and those that folders of the path name (<c>day=2020-09-13</c>).</summary>
internal static class ParquetRatings
{
    private const string NullValue = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The rows of a file as records.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public static Stream Open(string path, RatingNames names)
    {
        var reader = new ParquetReader(RawFile.OpenAsItIs(path), path, leaveOpen: false);
        try
        {
            string[] columns = [.. RowRecords.Wanted(names).Select(each => each.Name).Where(name => reader.Schema.IndexOf(name) >= 0)
                .Distinct()];
            return new BatchRecordStream(reader.Read(columns), Partitions(path), names, reader.RowCount) { Source = reader };
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The columns that are in the file, from its footer.</summary>
    /// <exception cref="UsageException">It is no Parquet file, or damaged.</exception>
    public static FieldList Schema(string path)
    {
        try
        {
            using var reader = new ParquetReader(RawFile.OpenAsItIs(path), path, leaveOpen: false);
            return reader.Schema;
        }
        catch (ParquetFormatException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    /// <exception cref="UsageException">A column is missing or of a type that holds no such value.</exception>
    public static void Check(string path, RatingNames names, TimeUnit unit)
    {
        var (schema, partitions) = (Schema(path), Partitions(path));
        string mistake = RowRecords.Mistake(schema, partitions, names, unit);
        if (mistake.Length > 0)
            throw Missing(path, Columns(schema, partitions), mistake);
    }

    public static UsageException Missing(string path, string columns, string mistake) => new(
        $"Reading ratings from '{path}': {mistake}. Its columns are {columns}. Name the columns with --layout table --set "
            + "input.table.user=… (item, rating, timestamp; timestamp empty for none).");

    /// <summary>A table's columns with their types, in words.</summary>
    public static string Columns(FieldList schema, IReadOnlyDictionary<string, string?> partitions) => string.Join(", ", schema
        .Select(field => $"{ShownText.Escaped(field.Name)} ({field.Type})")
        .Concat(partitions.Keys.Where(name => schema.IndexOf(name) < 0).Select(name => $"{ShownText.Escaped(name)} (folder)")));

    /// <summary>
    /// True where Spark reads these files as this program does: the same types in all of them, and no nanoseconds, which it refuses.
    /// </summary>
    public static bool AreForSpark(IReadOnlyList<string> paths, RatingNames names)
    {
        DataType?[] types = [];
        foreach (string path in paths)
        {
            var schema = Schema(path);
            DataType?[] these = [.. RowRecords.Wanted(names)
                .Select(each => schema.IndexOf(each.Name) is >= 0 and var at ? schema[at].Type : null)];
            types = types.Length == 0 ? these : types;
            if (!these.SequenceEqual(types) || these.Any(type => type is ForeignTimestampType { Unit: TimestampUnit.Nanos }))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Columns that the folders of a path name, as Hive, Spark and pyarrow write them; of a name that occurs twice the innermost counts.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Partitions(string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string part in path.Split('/')[..^1])
            if (part.Split('=', 2) is [{ Length: > 0 } name, var value])
                values[Uri.UnescapeDataString(name)] = value == NullValue ? null : Uri.UnescapeDataString(value);
        return values;
    }
}
