using System.Text;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using RecPipeline.Tests.Support;

namespace RecPipeline.Ratings.Tests.Rows;

/// <summary>What the csv tests share: rows as values that compare, streams, and the golden folder.</summary>
internal static class CsvTestFiles
{
    public static string GoldenFolder { get; } = Repository.Golden("cleaning");

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
}
