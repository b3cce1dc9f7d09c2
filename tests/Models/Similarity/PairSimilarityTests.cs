using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Similarity;

public sealed class PairSimilarityTests
{
    public static TheoryData<SimilarityMeasure> Measures => [.. Enum.GetValues<SimilarityMeasure>()];

    [Theory]
    [MemberData(nameof(Measures))]
    public void Compute_AnyThreads_AreThePairsByDefinition(SimilarityMeasure measure)
    {
        var matrix = RandomMatrix.HalfStars(7, 40, 60, 0.2);
        var p = new SimilarityParameters(9, 2, 0, SimilarityValues.Rating, 2) { Measure = measure };
        var expected = Plain(matrix, p);
        Assert.NotEmpty(expected);
        foreach (int threads in new[] { 1, 2, 7 })
            Equal(expected, Entries(ItemSimilarity.Compute(matrix, p, threads, default)));
    }

    [Theory]
    [MemberData(nameof(Measures))]
    public void Compute_KeepPerSource_TurnsTheTableAround(SimilarityMeasure measure)
    {
        var matrix = RandomMatrix.HalfStars(8, 40, 60, 0.2);
        var p = new SimilarityParameters(6, 1, measure == SimilarityMeasure.Jaccard ? 3 : 0, SimilarityValues.Rating, 2) { Measure = measure };
        var (bySource, byCandidate) = (ItemSimilarity.Compute(matrix, p with { Keep = KeepPer.Source }, 2, default), ItemSimilarity.Compute(matrix, p, 2, default));
        Equal(Entries(byCandidate).Select(entry => (entry.Neighbour, entry.Item, entry.Score, entry.Common)).OrderBy(entry => (entry.Neighbour, -entry.Score, entry.Item)), Entries(bySource));
        Assert.Contains(Enumerable.Range(0, matrix.Columns), item => bySource.RowNeighbours(item).Length > 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void Compute_CosineKeepPerSource_EqualsThePlainTwin(double shrinkage)
    {
        var matrix = RandomMatrix.HalfStars(9, 40, 60, 0.2);
        var p = new SimilarityParameters(6, 1, shrinkage, SimilarityValues.Rating, 2) { Keep = KeepPer.Source };
        Assert.Equal(Entries(CosinePlain.Compute(matrix, p)), Entries(CosineSimilarity.Compute(matrix, p, 3, default)));
    }

    // docs/evaluation.md, section 3: identical raters, MSD: 1/(0+1) = 1; 5 and 1 stars of two raters with one common item: co-rated cosine 1.
    [Fact]
    public void Compute_ValuesOfTheSpecification()
    {
        var identical = SparseMatrix.FromTriples(2, 2, [0, 0, 1, 1], [0, 1, 0, 1], [4f, 4f, 2f, 2f]);
        Assert.Equal(1f, One(identical, SimilarityMeasure.Msd));
        var one = SparseMatrix.FromTriples(1, 2, [0, 0], [0, 1], [5f, 1f]);
        Assert.Equal(1f, One(one, SimilarityMeasure.CoRated));
        Assert.Equal(0, ItemSimilarity.Compute(one, Parameters(SimilarityMeasure.CoRated) with { MinCommonUsers = 2 }, 1, default).Count);
        var vectors = SparseMatrix.FromTriples(5, 2, [0, 1, 1, 2, 3], [0, 0, 1, 1, 1], [4f, 5f, 5f, 5f, 5f]);
        Assert.Equal(1f, One(vectors, SimilarityMeasure.CoRated));
    }

    // A user with one rating has no deviation from the own mean, so adjusted cosine knows nothing of the pair: no row, no NaN.
    [Theory]
    [InlineData(SimilarityMeasure.AdjustedCoRated)]
    [InlineData(SimilarityMeasure.AdjustedFull)]
    [InlineData(SimilarityMeasure.PearsonCommon)]
    [InlineData(SimilarityMeasure.PearsonItemMean)]
    public void Compute_AllRatingsEqual_IsUndefinedAndNeverANeighbour(SimilarityMeasure measure)
    {
        var matrix = SparseMatrix.FromTriples(3, 2, [0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [3.5f, 3.5f, 3.5f, 3.5f, 3.5f]);
        Assert.Equal(0, ItemSimilarity.Compute(matrix, Parameters(measure), 1, default).Count);
    }

    [Fact]
    public void Compute_Shrinkage_DampsEachMeasure()
    {
        var matrix = SparseMatrix.FromTriples(3, 2, [0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [4f, 2f, 3f, 5f, 1f]);
        Assert.Equal(23 / (Math.Sqrt(25 * 29) + 10), One(matrix, SimilarityMeasure.CoRated, 10), 1e-6);
        Assert.Equal(2.0 / (3 + 10), One(matrix, SimilarityMeasure.Jaccard, 10), 1e-6);
        Assert.Equal(2.0 / 12 / (1 + 4), One(matrix, SimilarityMeasure.Msd, 10), 1e-6);
        Assert.Equal(-1.5 / (Math.Sqrt(0.5 * 4.5) + 10), One(matrix, SimilarityMeasure.PearsonCommon, 10), 1e-6);
    }

    private static SimilarityParameters Parameters(SimilarityMeasure measure, double shrinkage = 0) => new(5, 1, shrinkage, SimilarityValues.Rating, 2) { Measure = measure };

    private static float One(SparseMatrix matrix, SimilarityMeasure measure, double shrinkage = 0) => ItemSimilarity.Compute(matrix, Parameters(measure, shrinkage), 1, default).RowScores(0)[0];

    private static IEnumerable<(int Item, int Neighbour, float Score, int Common)> Plain(SparseMatrix matrix, SimilarityParameters p)
    {
        var columns = matrix.Transpose();
        double[] means = [.. Enumerable.Range(0, matrix.Rows).Select(user => matrix.RowCount(user) == 0 ? 0 : matrix.RowValues(user).ToArray().Average(value => (double)value))];
        return from item in Enumerable.Range(0, columns.Rows)
               from entry in (from other in Enumerable.Range(0, columns.Rows)
                              where other != item
                              let common = columns.RowIndices(item).ToArray().Intersect(columns.RowIndices(other).ToArray()).Count()
                              where common >= p.MinCommonUsers
                              let score = PairPlain.Score(columns, means, item, other, p.Measure)
                              where !double.IsNaN(score)
                              orderby Math.Round(score, PairSimilarity.Decimals) descending, other
                              select (item, other, (float)score, common)).Take(p.K)
               select entry;
    }

    private static IEnumerable<(int Item, int Neighbour, float Score, int Common)> Entries(SimilarityTable table) =>
        from item in Enumerable.Range(0, table.Items)
        from at in Enumerable.Range(table.Offsets[item], table.Offsets[item + 1] - table.Offsets[item])
        select (item, table.Neighbours[at], table.Scores[at], table.CommonUsers[at]);

    // Neighbours and counts exactly; scores to float32's rounding, as the definitions sum in another order.
    private static void Equal(IEnumerable<(int Item, int Neighbour, float Score, int Common)> expected, IEnumerable<(int Item, int Neighbour, float Score, int Common)> found)
    {
        var (left, right) = (expected.ToArray(), found.ToArray());
        Assert.Equal(left.Select(entry => (entry.Item, entry.Neighbour, entry.Common)), right.Select(entry => (entry.Item, entry.Neighbour, entry.Common)));
        Assert.All(left.Zip(right), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
    }
}
