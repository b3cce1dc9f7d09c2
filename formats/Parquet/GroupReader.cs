using ParquetSharp;
using ParquetSharp.Arrow;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Reads the wanted columns of one row group as one batch in managed memory.</summary>
internal static class GroupReader
{
    private static readonly ArrowImport Import = new(copies: true);

    /// <exception cref="InvalidDataException">The library gives fewer or more rows than declared.</exception>
    public static RecordBatch Read(ParquetFileReader file, FileReader reader, int group, IReadOnlyList<(Field Field, ParquetColumn Column)> chosen, int rows, int threads)
    {
        // The library gives each column once, in the file's order.
        var ordered = chosen.DistinctBy(column => column.Column.First).OrderBy(column => column.Column.First).ToLookup(column => PlainNumbers.Are(column.Field, column.Column));
        var columns = PlainNumbers.Read(file, group, [.. ordered[true]], rows, threads);
        var others = ordered.SelectMany(kind => kind).Where(column => !columns.ContainsKey(column.Field.Name)).OrderBy(column => column.Column.First).ToList();
        if (others.Count > 0)
        {
            var batch = ReadArrow(reader, group, others, rows);
            foreach (var (field, _) in others)
                columns.Add(field.Name, batch[field.Name]);
        }
        return new RecordBatch(new FieldList([.. chosen.Select(column => column.Field)]), rows, [.. chosen.Select(column => columns[column.Field.Name])]);
    }

    private static RecordBatch ReadArrow(FileReader reader, int group, List<(Field Field, ParquetColumn Column)> ordered, int rows)
    {
        var schema = new FieldList([.. ordered.Select(column => column.Field)]);
        var batches = new List<RecordBatch>();
        using var stream = reader.GetRecordBatchReader([group], [.. ordered.SelectMany(column => column.Column.Chunks)]);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
                batches.Add(Import.Batch(batch, schema));
        }
        long found = batches.Sum(batch => (long)batch.RowCount);
        if (found != rows)
            throw new InvalidDataException($"the columns hold {found:N0} rows, the row group declares {rows:N0}");
        return batches.Count == 0 ? RecordBatch.Empty(schema) : Concatenation.Concat(schema, batches);
    }
}
