using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Similarity;

/// <summary>Tiles of any number of blocks, merged, are the rows of the whole matrix.</summary>
public sealed class CosineTilesTests
{
    [Theory]
    [InlineData(SimilarityValues.Binary, 0, 1)]
    [InlineData(SimilarityValues.Binary, 10, 1)]
    [InlineData(SimilarityValues.Rating, 0, 1)]
    [InlineData(SimilarityValues.Rating, 2.5, 3)]
    public void Best_OfAllTiles_EqualsThePlainTwin(SimilarityValues values, double shrinkage, int minCommonUsers) =>
        Check(RandomMatrix.HalfStars(5, 40, 70, 0.15), new SimilarityParameters(8, minCommonUsers, shrinkage, values, 2), isExact: true);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Best_ValuesOffTheScale_EqualsThePlainTwin(double shrinkage) =>
        Check(RandomMatrix.Fill(6, 30, 20, 0.3, random => (float)random.NextDouble()), new SimilarityParameters(5, 1, shrinkage, SimilarityValues.Rating, 2), isExact: false);

    [Fact]
    public void IsExact_SaysWhatTheWholeMatrixSays()
    {
        var rating = new SimilarityParameters(5, 1, 0, SimilarityValues.Rating, 2);
        Assert.True(CosineTiles.IsExact(5, true, 1 << 30, rating));
        Assert.False(CosineTiles.IsExact(5, false, 10, rating));
        Assert.False(CosineTiles.IsExact(1 << 20, true, 10, rating)); // norms of 2⁴² and more
        Assert.True(CosineTiles.IsExact(1 << 20, false, 10, rating with { Values = SimilarityValues.Binary }));
    }

    [Fact]
    public void TileCells_OfCells_NumbersUsersAndItemsAnew()
    {
        var cells = TileCells.Of([7, 7, 9], [2, 4, 2], [1f, 2f, 3f]);
        Assert.Equal([2, 4], cells.Items);
        Assert.Equal([0, 2, 3], cells.Matrix.Offsets.ToArray());
        Assert.Equal([0, 1, 0], cells.Matrix.Indices.ToArray());
        Assert.Equal([1f, 2f, 3f], cells.Matrix.Values.ToArray());
    }

    [Fact]
    public void TileCells_InAnotherOrder_AreRefused()
    {
        Assert.StartsWith("User 7 comes after user 9; cells must be in order of user, then item.", Assert.Throws<ArgumentException>(() => TileCells.Of([9, 7], [2, 2], [1f, 1f])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TileCells.Of([7, 7], [4, 2], [1f, 1f]));
    }

    private static void Check(SparseMatrix matrix, SimilarityParameters p, bool isExact)
    {
        var expected = Rows(CosineSimilarity.Compute(matrix, p, 2, default)).ToArray();
        if (isExact)
            Assert.Equal(expected, Rows(CosinePlain.Compute(matrix, p)));
        Assert.NotEmpty(expected);
        foreach (int blocks in new[] { 1, 2, 5, matrix.Columns })
            Assert.Equal(expected, Merged(matrix, p, isExact, blocks));
    }

    private static IEnumerable<(int, int, int, float)> Merged(SparseMatrix matrix, SimilarityParameters p, bool isExact, int blocks)
    {
        var entries = new List<TileEntry>();
        for (int first = 0; first < blocks; first++)
            for (int second = first; second < blocks; second++)
                entries.AddRange(CosineTiles.Compute(Cells(matrix, item => item % blocks == first || item % blocks == second), blocks, first, second, p, isExact, default));
        return entries.GroupBy(entry => entry.Candidate).OrderBy(row => row.Key).SelectMany(row => CosineTiles.Best(row.ToArray(), p.K)).Select(entry => (entry.Candidate, entry.Item, entry.Common, entry.Score));
    }

    private static TileCells Cells(SparseMatrix matrix, Func<int, bool> takes)
    {
        var cells = Enumerable.Range(0, matrix.Rows).SelectMany(user => matrix.RowIndices(user).ToArray().Zip(matrix.RowValues(user).ToArray(), (item, value) => (user, item, value))).Where(cell => takes(cell.item)).ToArray();
        return TileCells.Of([.. cells.Select(cell => cell.user)], [.. cells.Select(cell => cell.item)], [.. cells.Select(cell => cell.value)]);
    }

    private static IEnumerable<(int, int, int, float)> Rows(SimilarityTable table)
    {
        for (int item = 0; item < table.Items; item++)
            for (int at = table.Offsets[item]; at < table.Offsets[item + 1]; at++)
                yield return (item, table.Neighbours[at], table.CommonUsers[at], table.Scores[at]);
    }
}
