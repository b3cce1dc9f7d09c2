using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Reads a table that is a folder of Parquet files, with folders in it. What begins with '_' or '.' is no data.</summary>
public static class ParquetFolder
{
    /// <summary>Reads all files in ordinal order of their paths, one batch for each row group.</summary>
    /// <param name="columns">Columns to read, or null for all.</param>
    /// <exception cref="ParquetFormatException">A file is damaged, or lacks a column.</exception>
    public static IEnumerable<RecordBatch> Read(string folder, IReadOnlyList<string>? columns = null)
    {
        foreach (string path in Files(folder))
        {
            using var reader = new ParquetReader(File.OpenRead(path), path, leaveOpen: false);
            foreach (var batch in reader.Read(columns))
                yield return batch;
        }
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)
        .Where(path => Path.GetFileName(path)[0] is not ('_' or '.'))
        .SelectMany(path => Directory.Exists(path) ? Files(path) : [path]);
}
