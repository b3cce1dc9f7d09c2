using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Similarity;

public sealed class CosineSimilarityTests
{
    [Theory]
    [InlineData(SimilarityValues.Binary, 0, 1)]
    [InlineData(SimilarityValues.Binary, 10, 1)]
    [InlineData(SimilarityValues.Rating, 0, 1)]
    [InlineData(SimilarityValues.Rating, 2.5, 3)]
    public void Compute_AnyThreads_EqualsThePlainTwin(SimilarityValues values, double shrinkage, int minCommonUsers)
    {
        var matrix = RandomMatrix.HalfStars(5, 40, 70, 0.15);
        var p = new SimilarityParameters(8, minCommonUsers, shrinkage, values, 2);
        var expected = CosinePlain.Compute(matrix, p);
        Assert.NotEqual(0, expected.Count);
        foreach (int threads in new[] { 1, 2, 7 })
            AssertEqual(expected, CosineSimilarity.Compute(matrix, p, threads, default));
    }

    [Fact]
    public void Compute_TwoAndFourStars_HasFullNorms()
    {
        // docs/evaluation.md, section 3: (4,5,0,0,0)·(0,5,5,5,0) is 0.4508 over full norms: 25 / √(41·75).
        var matrix = SparseMatrix.FromTriples(5, 2, [0, 1, 1, 2, 3], [0, 0, 1, 1, 1], [4f, 5f, 5f, 5f, 5f]);
        var table = CosineSimilarity.Compute(matrix, new SimilarityParameters(5, 1, 0, SimilarityValues.Rating, 2), 1, default);
        Assert.Equal((float)(25 / Math.Sqrt(41 * 75)), table.RowScores(0)[0]);
        Assert.Equal(0.4508, table.RowScores(1)[0], 1e-4);
    }

    [Fact]
    public void Compute_ValuesOffTheScale_UsesDoubles()
    {
        var matrix = RandomMatrix.Fill(6, 30, 20, 0.3, random => (float)random.NextDouble());
        var p = new SimilarityParameters(5, 1, 0, SimilarityValues.Rating, 2);
        var table = CosineSimilarity.Compute(matrix, p, 1, default);
        AssertEqual(table, CosineSimilarity.Compute(matrix, p, 7, default));
        var columns = matrix.Transpose();
        Assert.Equal(PlainCosine(columns, 3, table.RowNeighbours(3)[0]), table.RowScores(3)[0], 1e-6);
    }

    [Fact]
    public void Compute_HugeDots_AreOrderedExactly()
    {
        // Both neighbours' keys agree in double; exact: item 1 has dot²/norm = a²/(b+1), item 2 a²/b for large a, so item 2 is before item 1.
        var near = new Neighbour(1, 1, 1.0, 1L << 40, (1L << 41) + 1);
        var nearer = new Neighbour(2, 1, 1.0, 1L << 40, 1L << 41);
        Assert.True(nearer.Before(near));
        Assert.False(near.Before(nearer));
    }

    [Fact]
    public void Compute_ItemNobodyRated_HasNoRow()
    {
        var matrix = SparseMatrix.FromTriples(1, 3, [0, 0], [0, 2], [5f, 4f]);
        var table = CosineSimilarity.Compute(matrix, new SimilarityParameters(5, 1, 0, SimilarityValues.Binary, 1), 1, default);
        Assert.Equal([0, 1, 1, 2], table.Offsets.ToArray());
        Assert.Equal([2, 0], table.Neighbours.ToArray());
    }

    private static double PlainCosine(SparseMatrix columns, int a, int b)
    {
        double dot = 0;
        foreach (var (user, at) in columns.RowIndices(a).ToArray().Select((user, at) => (user, at)))
            if (columns.RowIndices(b).BinarySearch(user) is >= 0 and var other)
                dot += (double)columns.RowValues(a)[at] * columns.RowValues(b)[other];
        return dot / Math.Sqrt(Norm(columns, a) * Norm(columns, b));
    }

    private static double Norm(SparseMatrix columns, int item) => columns.RowValues(item).ToArray().Sum(value => (double)value * value);

    private static void AssertEqual(SimilarityTable expected, SimilarityTable actual)
    {
        Assert.Equal(expected.Offsets.ToArray(), actual.Offsets.ToArray());
        Assert.Equal(expected.Neighbours.ToArray(), actual.Neighbours.ToArray());
        Assert.Equal(expected.CommonUsers.ToArray(), actual.CommonUsers.ToArray());
        Assert.Equal(expected.Scores.ToArray(), actual.Scores.ToArray());
    }
}
