using System.Globalization;
using System.IO.Compression;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Similarity;

/// <summary>Every row of the golden top-20 tables (tests/golden/models/cosine-top20-*.csv.gz), in exact order.</summary>
public sealed class GoldenCosineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Compute_LatestSmall_IsTheGoldenTable(int minCommonUsers)
    {
        var rows = MovieLens.LatestSmall;
        var p = new SimilarityParameters(20, minCommonUsers, 0, SimilarityValues.Rating, 2);
        var table = CosineSimilarity.Compute(rows.ToMatrix(), p, 2, default);
        int line = 0;
        foreach (var (item, neighbour, common, score) in Read($"models/cosine-top20-min{minCommonUsers}.csv.gz"))
        {
            Assert.Equal((item, neighbour, common), (ItemOfRow(table, rows.ItemIds, line), rows.ItemIds[table.Neighbours[line]], table.CommonUsers[line]));
            if (!double.IsNaN(score))
                Assert.Equal(score, table.Scores[line], 1e-7); // printed with 10 digits, stored as float
            line++;
        }
        Assert.Equal(table.Count, line);
        Assert.Equal(minCommonUsers == 1 ? 194_480 : 69_450, line); // similarity-summary.json: rowsMin1, rowsMin5
    }

    private static long ItemOfRow(SimilarityTable table, long[] ids, int row)
    {
        int item = table.Offsets.BinarySearch(row);
        if (item < 0)
            return ids[~item - 1];
        while (table.Offsets[item + 1] == row)
            item++;
        return ids[item];
    }

    private static IEnumerable<(long Item, long Neighbour, int Common, double Score)> Read(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Repository.Golden(name)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            yield return ((long)fields[0], (long)fields[2], (int)fields[3], fields.Length > 5 ? fields[5] : double.NaN);
        }
    }
}
