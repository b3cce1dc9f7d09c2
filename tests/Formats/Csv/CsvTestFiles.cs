using System.Text;
using RecPipeline.Formats.Csv;

namespace RecPipeline.Formats.Tests.Csv;

/// <summary>What the csv tests share: rows as values that compare, streams, and the golden folder.</summary>
internal static class CsvTestFiles
{
    public static string GoldenFolder { get; } = Path.Combine(Root(), "tests", "golden", "cleaning");

    /// <summary>One record of a chunk, whatever chunk it came in.</summary>
    public sealed record Row(long Line, RowFault Fault, long User, long Item, float Rating, long Timestamp, string Text);

    public static List<Row> Rows(IEnumerable<RatingsChunk> chunks)
    {
        var rows = new List<Row>();
        foreach (var chunk in chunks)
        {
            for (int i = 0; i < chunk.Count; i++)
                rows.Add(new Row(chunk.Line(i), chunk.Fault[i], chunk.User[i], chunk.Item[i], chunk.Rating[i], chunk.Timestamp[i], chunk.Text(i)));
            Assert.Equal(chunk.Fault.Take(chunk.Count).Count(fault => fault != RowFault.None), chunk.FaultCount);
            chunk.Dispose();
        }
        return rows;
    }

    public static List<Row> Read(byte[] bytes, CsvLayout layout, int threads = 1, int chunkBytes = RatingsCsv.DefaultChunkBytes) =>
        Rows(RatingsCsv.Read(new MemoryStream(bytes), "ratings.csv", layout, threads, chunkBytes, CancellationToken.None));

    public static List<Row> Read(string text, CsvLayout layout) => Read(Encoding.UTF8.GetBytes(text), layout);

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RecPipeline.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RecPipeline.sln is in no folder above the tests.");
        return folder;
    }
}
