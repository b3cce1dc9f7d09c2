using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Csv;

/// <summary>Reads any delimited file by the names and types of its columns, parsed in parallel and delivered in file order.</summary>
/// <remarks>For ratings <see cref="RatingsCsv"/> is several times as fast, since it knows its four columns beforehand.</remarks>
public static class TableCsv
{
    /// <summary>Reads the rows in <paramref name="stream"/>. The same rows come for any number of threads.</summary>
    /// <param name="stream">The file, from its first byte; not closed here.</param>
    /// <param name="file">Its name in messages and bad rows.</param>
    /// <param name="table">Format, and without a header the names of all columns.</param>
    /// <param name="columns">Names and types of the columns wanted, in the order wanted; see <see cref="TableRows"/>.</param>
    /// <param name="threads">1 parses on the caller's thread.</param>
    /// <param name="cancellationToken">Looked at before each chunk.</param>
    /// <exception cref="CsvFormatException">Columns are missing, or a record has no end; thrown while iterating.</exception>
    /// <exception cref="ArgumentException">A type cannot be read from text; thrown while iterating.</exception>
    public static IEnumerable<TableChunk> Read(
        Stream stream, string file, CsvTable table, FieldList columns, int threads, CancellationToken cancellationToken = default) =>
        Read(stream, file, table, columns, threads, RatingsCsv.DefaultChunkBytes, cancellationToken);

    /// <summary>The same in chunks of <paramref name="chunkBytes"/>, cut at the end of a record; a longer record makes a longer chunk.</summary>
    public static IEnumerable<TableChunk> Read(
        Stream stream, string file, CsvTable table, FieldList columns, int threads, int chunkBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkBytes, 1);
        string[] needed = [.. columns.Select(column => column.Name)];
        var source = new RecordSource(new RecordBlocks(stream, file, table.Format, chunkBytes), file, table, needed);
        return Numbered(OrderedChunks.Parse(() => Next(source, file, table.Format, columns), chunk => chunk.Parse(), threads, cancellationToken), source);
    }

    private static TableChunk? Next(RecordSource source, string file, CsvFormat format, FieldList columns)
    {
        var block = new RecordBlock();
        bool found = source.Next(block);
        var rows = new TableRows(file, format, source.Columns, columns);
        return found ? new TableChunk(file, block, rows, format) : null;
    }

    // A chunk's first line is known once the lines of all chunks before it are counted.
    private static IEnumerable<TableChunk> Numbered(IEnumerable<TableChunk> chunks, RecordSource source)
    {
        long lines = 0;
        foreach (var chunk in chunks)
        {
            chunk.FirstLine = source.FirstLine + lines;
            if (chunk.Failure is { } failure)
                throw failure(chunk.FirstLine);
            lines += chunk.LineCount;
            yield return chunk;
        }
    }
}
