using ParquetSharp.Arrow;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Reads the wanted columns of one row group as one batch in managed memory.</summary>
internal static class GroupReader
{
    private static readonly ArrowImport Import = new(copies: true);

    /// <exception cref="InvalidDataException">The library gives fewer or more rows than declared.</exception>
    public static RecordBatch Read(FileReader reader, int group, IReadOnlyList<(Field Field, ParquetColumn Column)> chosen, long rows)
    {
        var schema = new FieldList([.. chosen.Select(column => column.Field)]);
        if (chosen.Count == 0)
            return new RecordBatch(schema, checked((int)rows), []);
        // The library gives each column once, in the file's order.
        var ordered = chosen.DistinctBy(column => column.Column.First).OrderBy(column => column.Column.First).ToList();
        var given = new FieldList([.. ordered.Select(column => column.Field)]);
        var batches = new List<RecordBatch>();
        using var stream = reader.GetRecordBatchReader([group], [.. ordered.SelectMany(column => column.Column.Chunks)]);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
                batches.Add(Import.Batch(batch, given));
        }
        long found = batches.Sum(batch => (long)batch.RowCount);
        if (found != rows)
            throw new InvalidDataException($"the columns hold {found:N0} rows, the row group declares {rows:N0}");
        var whole = batches.Count == 0 ? RecordBatch.Empty(given) : Concatenation.Concat(given, batches);
        return new RecordBatch(schema, whole.RowCount, [.. chosen.Select(column => whole[column.Field.Name])]);
    }
}
