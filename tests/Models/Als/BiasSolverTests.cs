using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Als;

public sealed class BiasSolverTests
{
    private static readonly BiasParameters Parameters = new(5, 20);

    [Fact]
    public void Fit_OneSweep_IsWorkedByHand()
    {
        // Ratings 5 and 3 by user 0, 4 by user 1, mean 4. Items first: item 0 has +1 and 0 over 1 + 2, item 1 has −1 over 1 + 1.
        var biases = BiasSolver.Fit(SparseMatrix.FromTriples(2, 2, [0, 0, 1], [0, 1, 0], [5f, 3f, 4f]), new BiasParameters(1, 1));
        Assert.Equal(4, biases.Mean);
        Assert.Equal([(float)(1.0 / 3), -0.5f], biases.Item);
        Assert.Equal([(float)((1 - (1.0 / 3) - 1 + 0.5) / 3), (float)(-1.0 / 3 / 2)], biases.User);
    }

    [Fact]
    public void Fit_AnyThreads_HasTheSameBits()
    {
        var ratings = RandomMatrix.HalfStars(5, 2000, 60, 0.1);
        var expected = BiasSolver.Fit(ratings, Parameters);
        foreach (int threads in new[] { 2, 4 })
        {
            var actual = BiasSolver.Fit(ratings, Parameters, threads);
            Assert.Equal(expected.User, actual.User);
            Assert.Equal(expected.Item, actual.Item);
        }
    }

    [Fact]
    public void Fit_AllRatingsEqual_GivesZeros()
    {
        var biases = BiasSolver.Fit(RandomMatrix.Fill(1, 10, 8, 0.5, _ => 3.5f), Parameters);
        Assert.Equal(3.5, biases.Mean);
        Assert.All(biases.User.Concat(biases.Item), bias => Assert.Equal(0f, bias));
    }

    [Fact]
    public void Fit_NoRatings_KnowsNobody()
    {
        var biases = BiasSolver.Fit(new SparseMatrix(2, [0, 0], [], []), Parameters);
        Assert.Equal(0, biases.Mean);
        Assert.False(biases.Knows(0, 0));
    }

    [Fact]
    public void Residuals_EveryCell_IsRatingLessPrediction()
    {
        var ratings = RandomMatrix.HalfStars(6, 40, 30, 0.2);
        var biases = BiasSolver.Fit(ratings, Parameters);
        var residuals = biases.Residuals(ratings);
        for (int user = 0; user < ratings.Rows; user++)
            for (int k = 0; k < ratings.RowCount(user); k++)
                Assert.Equal(ratings.RowValues(user)[k] - biases.Predict(user, ratings.RowIndices(user)[k]), residuals.RowValues(user)[k], 1e-6);
    }

    [Fact]
    public void Residuals_MatrixTooLarge_GivesBothSizes() => Assert.Contains(
        "Biases of 1 users and 2 items do not fit ratings of 2 × 2",
        Assert.Throws<ArgumentException>(() => BiasModel.AllKnown(3, [0f], [0f, 0f]).Residuals(new SparseMatrix(2, [0, 0, 0], [], []))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_RatingIsNoNumber_NamesTheUser() => Assert.Contains(
        "user index 1 has the rating 'NaN'",
        Assert.Throws<NotFiniteNumberException>(() => BiasSolver.Fit(SparseMatrix.FromTriples(2, 1, [0, 1], [0, 0], [1f, float.NaN]), Parameters)).Message,
        StringComparison.Ordinal);
}
