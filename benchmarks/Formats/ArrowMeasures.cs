using System.Globalization;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>Question: do Arrow streams cost more than copying their bytes? Numbers in batches of 100,000 rows, then two million texts.</summary>
internal static class ArrowMeasures
{
    private const int BatchRows = 100_000;

    public static void Run(RatingFiles files, double bandwidth)
    {
        Run("Arrow", files.Table, bandwidth);
        Run("Arrow texts", Texts(2_000_000), bandwidth);
    }

    private static void Run(string what, RecordBatch table, double bandwidth)
    {
        var report = new Report(table.RowCount, bandwidth);
        // Written once before: what is timed is writing, not growing.
        using var stream = new MemoryStream();
        Write(stream, table);
        report.Measure($"{what}, written to memory", () => stream.Length, () => Write(stream, table));
        report.Measure($"{what}, read from a stream", () => stream.Length, () => { stream.Position = 0; Check(new ArrowStreamReader(stream, what), table); });
    }

    private static void Write(MemoryStream stream, RecordBatch table)
    {
        stream.Position = 0;
        var writer = new ArrowStreamWriter(stream, table.Schema);
        for (int start = 0; start < table.RowCount; start += BatchRows)
            writer.Write(table.Slice(start, Math.Min(BatchRows, table.RowCount - start)));
        writer.End();
    }

    private static void Check(ArrowStreamReader reader, RecordBatch table)
    {
        long rows = reader.Batches().Sum(batch => (long)batch.RowCount);
        if (rows != table.RowCount)
            throw new InvalidOperationException($"{rows:N0} rows were read instead of {table.RowCount:N0}.");
    }

    private static RecordBatch Texts(int rows) => new(
        FieldList.Of(new Field("text", DataType.Utf8)),
        StringColumns.Of([.. Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"A title of a film, number {i} of {rows} (1995), with a naïve end: {i * 31L}"))]));
}
