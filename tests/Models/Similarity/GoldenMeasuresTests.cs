using System.Globalization;
using System.IO.Compression;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Similarity;

/// <summary>Every measure beside the golden files: 300 items' 20 best among items with 20 common users, and 2,500 pairs.</summary>
public sealed class GoldenMeasuresTests
{
    private const double Tolerance = 1e-9;
    private static readonly Models.Splitting.RatingRows Rows = MovieLens.LatestSmall;
    private static readonly SparseMatrix Ratings = Rows.ToMatrix();

    public static TheoryData<string, SimilarityMeasure> Variants => new()
    {
        { "cosine-corated", SimilarityMeasure.CoRated },
        { "pearson-itemmean", SimilarityMeasure.PearsonItemMean },
        { "pearson-common", SimilarityMeasure.PearsonCommon },
        { "adjusted-corated", SimilarityMeasure.AdjustedCoRated },
        { "adjusted-full", SimilarityMeasure.AdjustedFull },
        { "jaccard", SimilarityMeasure.Jaccard },
        { "msd", SimilarityMeasure.Msd },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rows_LatestSmall_AreTheGoldenNeighbours(string name, SimilarityMeasure measure)
    {
        var p = new SimilarityParameters(20, 20, 0, SimilarityValues.Rating, 2) { Measure = measure };
        var rows = PairSimilarity.Rows(Ratings, p, 2, default);
        var golden = Read("models/variants-top20-min20-300items.csv.gz").Where(line => line[0] == name).GroupBy(line => line[1]).ToArray();
        Assert.Equal(4750, golden.Sum(item => item.Count()));
        foreach (var item in golden)
            Compare(rows.Of(Array.BinarySearch(Rows.ItemIds, long.Parse(item.Key))).ToArray(), [.. item]);
    }

    [Fact]
    public void Score_GoldenPairs_ByTheDefinitionAndByTheFastWay()
    {
        string[] columns = Header("models/pairs-2500.csv.gz");
        (string Column, SimilarityMeasure Measure)[] measures =
        [
            ("cosineFull", SimilarityMeasure.Cosine), ("cosineCorated", SimilarityMeasure.CoRated), ("pearsonItemMean", SimilarityMeasure.PearsonItemMean),
            ("pearsonCommon", SimilarityMeasure.PearsonCommon), ("adjustedCorated", SimilarityMeasure.AdjustedCoRated), ("adjustedFull", SimilarityMeasure.AdjustedFull),
            ("jaccard", SimilarityMeasure.Jaccard), ("msdSim", SimilarityMeasure.Msd),
        ];
        var (columnsOf, means) = (Ratings.Transpose(), Means());
        var lines = Read("models/pairs-2500.csv.gz").ToArray();
        Assert.Equal(2500, lines.Length);
        foreach (var (column, measure) in measures)
        {
            var values = PairValues.Of(Ratings, new SimilarityParameters(1, 1, 0, SimilarityValues.Rating, 2) { Measure = measure });
            var scorer = new PairScorer(values, new SimilarityParameters(1, 1, 0, SimilarityValues.Rating, 2) { Measure = measure });
            foreach (string[] line in lines)
            {
                var (a, b) = (Array.BinarySearch(Rows.ItemIds, long.Parse(line[0])), Array.BinarySearch(Rows.ItemIds, long.Parse(line[1])));
                double expected = line[Array.IndexOf(columns, column)] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : double.NaN;
                Equal(expected, PairPlain.Score(columnsOf, means, a, b, measure), line, column);
                Equal(expected, scorer.Score(a, b, Sums(values, a, b)), line, column);
            }
        }
    }

    // Scores at every place agree; a neighbour may stand elsewhere only where its score is as good.
    private static void Compare(Neighbour[] row, string[][] golden)
    {
        Assert.Equal(golden.Length, row.Length);
        for (int place = 0; place < row.Length; place++)
        {
            double score = double.Parse(golden[place][5], CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(score - row[place].Key) <= Tolerance, $"item {golden[place][1]} rank {place + 1}: {row[place].Key:R} instead of {score:R}");
            long id = Rows.ItemIds[row[place].Item];
            string[]? same = Array.Find(golden, line => long.Parse(line[3]) == id);
            Assert.True(same is null ? Math.Abs(score - row[^1].Key) <= Tolerance : Math.Abs(double.Parse(same[5], CultureInfo.InvariantCulture) - score) <= Tolerance, $"item {golden[place][1]}: {id} at rank {place + 1}");
            if (same is not null)
                Assert.Equal(int.Parse(same[4]), row[place].Common);
        }
    }

    private static void Equal(double expected, double found, string[] line, string column) =>
        Assert.True(double.IsNaN(expected) ? double.IsNaN(found) : Math.Abs(expected - found) <= Tolerance, $"{column} of {line[0]} and {line[1]}: {found:R} instead of {expected:R}");

    private static PairSums Sums(PairValues values, int a, int b)
    {
        var sums = default(PairSums);
        for (int i = values.ItemUser.Offsets[a]; i < values.ItemUser.Offsets[a + 1]; i++)
            if (values.ItemUser.RowIndices(b).BinarySearch(values.ItemUser.Indices[i]) is >= 0 and var at)
                sums.Add(values.ByItem[i], values.ByItem[values.ItemUser.Offsets[b] + at]);
        return sums;
    }

    private static double[] Means() => [.. Enumerable.Range(0, Ratings.Rows).Select(user => Ratings.RowValues(user).ToArray().Average(value => (double)value))];

    private static string[] Header(string name) => Lines(name).First().Split(',');

    private static IEnumerable<string[]> Read(string name) => Lines(name).Skip(1).Select(line => line.Split(','));

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Repository.Golden(name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
