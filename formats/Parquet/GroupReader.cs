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
    public static RecordBatch Read(
        ParquetFileReader file, FileReader reader, int group, IReadOnlyList<ChosenColumn> chosen, int rows, int threads)
    {
        // The library gives each column once, in the file's order.
        ChosenColumn[] ordered = [.. chosen.DistinctBy(column => column.First).OrderBy(column => column.First)];
        var columns = PlainNumbers.Read(file, group, [.. ordered.Where(PlainNumbers.Are)], rows, threads);
        ChosenColumn[] others = [.. ordered.Where(column => !columns.ContainsKey(column.Name))];
        if (others.Length > 0)
        {
            var batch = ReadArrow(reader, group, others, rows);
            foreach (var column in others)
                columns.Add(column.Name, batch[column.Name]);
        }
        return new RecordBatch(Schema(chosen), rows, [.. chosen.Select(column => columns[column.Name])]);
    }

    private static FieldList Schema(IEnumerable<ChosenColumn> chosen) => new([.. chosen.Select(column => column.Field)]);

    private static RecordBatch ReadArrow(FileReader reader, int group, IReadOnlyList<ChosenColumn> chosen, int rows)
    {
        var schema = Schema(chosen);
        var batches = new List<RecordBatch>();
        using var stream = reader.GetRecordBatchReader([group], [.. chosen.SelectMany(column => column.Source.Chunks)]);
        while (stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
                batches.Add(Import.Batch(batch, schema));
        }
        long found = batches.Sum(batch => (long)batch.RowCount);
        if (found != rows)
            throw new InvalidDataException($"the columns hold {found:N0} rows, the row group declares {rows:N0}");
        return Concatenation.Concat(schema, batches);
    }
}
