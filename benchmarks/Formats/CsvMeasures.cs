using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>Question: is a csv file parsed as fast as it can be read?</summary>
internal static class CsvMeasures
{
    public static void Run(RatingFiles files, Report report, int threads)
    {
        files.WriteCsv();
        foreach (int n in new[] { 1, threads }.Distinct())
            report.Measure($"csv parse, {n} threads", () => new FileInfo(files.Csv).Length, () => Parse(files, n));
    }

    private static void Parse(RatingFiles files, int threads)
    {
        using var stream = File.OpenRead(files.Csv);
        var (rows, faults) = (0L, 0L);
        foreach (var chunk in RatingsCsv.Read(stream, files.Csv, CsvLayouts.MovieLens, threads, RatingsCsv.DefaultChunkBytes, CancellationToken.None))
        {
            rows += chunk.Count;
            faults += chunk.FaultCount;
            chunk.Dispose();
        }
        if ((rows, faults) != (files.Table.RowCount, 0))
            throw new InvalidOperationException($"{rows:N0} rows with {faults:N0} faults were parsed instead of {files.Table.RowCount:N0}.");
    }
}
