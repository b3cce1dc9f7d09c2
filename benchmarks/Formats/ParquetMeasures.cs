using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>Question: do writing and reading Parquet keep up with DuckDB, on one thread and on all?</summary>
internal static class ParquetMeasures
{
    public static void Run(RatingFiles files, Report report, int threads)
    {
        foreach (int n in new[] { 1, threads }.Distinct())
            report.Measure($"Parquet write, snappy, {n} threads", () => Size(files), () => Write(files, new ParquetWriterOptions { Threads = n }));
        CheckRows(files);
        foreach (int n in new[] { 1, threads }.Distinct())
            report.Measure($"Parquet read, {n} threads", () => Size(files), () => Read(files, n));
        report.Measure("Parquet read, item_index alone", () => Size(files) / 5, () => Read(files, 1, "item_index"));
    }

    private static long Size(RatingFiles files) => files.ValueBytes + new FileInfo(files.Parquet).Length;

    private static void Write(RatingFiles files, ParquetWriterOptions options)
    {
        using var stream = File.Create(files.Parquet);
        using var writer = new ParquetWriter(stream, files.Table.Schema, options);
        writer.Write(files.Table);
        writer.Close();
    }

    private static void Read(RatingFiles files, int threads, params string[] columns)
    {
        using var stream = File.OpenRead(files.Parquet);
        using var reader = new ParquetReader(stream, files.Parquet, threads);
        long rows = 0;
        foreach (var batch in reader.Read(columns.Length == 0 ? null : columns))
            rows += batch.RowCount;
        if (rows != files.Table.RowCount)
            throw new InvalidOperationException($"{rows:N0} rows were read instead of {files.Table.RowCount:N0}.");
    }

    // Before anything is timed that should be right.
    private static void CheckRows(RatingFiles files)
    {
        using var stream = File.OpenRead(files.Parquet);
        using var reader = new ParquetReader(stream, files.Parquet);
        int start = 0;
        foreach (var batch in reader.Read())
        {
            for (int i = 0; i < batch.Columns.Count; i++)
            {
                if (!((FixedWidthColumn)batch.Columns[i]).ValueBytes.SequenceEqual(((FixedWidthColumn)files.Table.Columns[i].Slice(start, batch.RowCount)).ValueBytes))
                    throw new InvalidOperationException($"Column {batch.Schema[i].Name} was read back with other values.");
            }
            start += batch.RowCount;
        }
    }
}
