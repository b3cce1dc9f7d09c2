using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

public class RatingErrorsTests
{
    [Fact]
    public void Errors_TwoOneThreeZero_GiveTheHandValues()
    {
        var errors = new RatingErrors(1);
        foreach (double error in (double[])[2, 1, 3, 0])
            errors.Add(0, 5, 5 - error, fallback: 3);
        Assert.Equal(1.5, errors.Mae);
        Assert.Equal(1.8708, errors.Rmse, 5e-5); // sqrt(14 / 4)
    }

    [Fact]
    public void Add_RowsWithoutPrediction_AreCountedAndScoredWithTheFallback()
    {
        // item 0: ratings 4 2, mean 3; item 1 unrated, so the global mean (4 + 2 + 3.5) / 3; item 2: 3.5
        var means = new ItemMeans(SparseMatrix.FromTriples(3, 2, [0, 0, 2], [0, 1, 1], [4, 2, 3.5f]));
        var errors = new RatingErrors(2);
        errors.Add(0, 4, 3.5, means.Of(0));
        errors.Add(0, 5, null, means.Of(0));
        errors.Add(1, 3.5, null, means.Of(1));
        Assert.Equal((1L, 2L), (errors.RowsPredicted, errors.RowsWithoutPrediction));
        Assert.Equal(0.5, errors.Mae);
        Assert.Equal((0.5 + 2 + 3.5 - 9.5 / 3) / 3, errors.MaeWithFallback, 1e-15);
        var rows = errors.Rows("hash_20", 0, "als", 42, 100);
        Assert.Equal((1L, 1L), (rows[1].Users, rows[1].UsersSkipped)); // user 1 has no predicted row
        Assert.Equal((2L, 0L), (rows[3].Users, rows[3].UsersSkipped));
        Assert.Equal(errors.RmseWithFallback, rows[3].Value, 1e-15);
        Assert.Equal(9.5 / 3, means.Of(77), 1e-15);
    }

    [Fact]
    public void Add_NaN_SaysThatNullIsMeant()
    {
        var error = Assert.Throws<ArgumentException>(() => new RatingErrors(1).Add(0, 4, double.NaN, 3));
        Assert.Contains("Pass null where there is no prediction", error.Message);
    }

    [Fact]
    public void Rows_Rmse_HasTheIntervalOfSumsAndCounts()
    {
        var random = new Random(1);
        var errors = new RatingErrors(50);
        var (squares, counts) = (new double[50], new double[50]);
        for (int i = 0; i < 2_000; i++)
        {
            int user = random.Next(50);
            double error = random.NextDouble() - 0.5;
            errors.Add(user, 0, -error, 0);
            squares[user] += error * error;
            counts[user]++;
        }
        var rmse = errors.Rows("p", 0, "m", 42).Single(row => row.Metric == "RMSE");
        Assert.Equal(Bootstrap.RatioInterval(squares, counts, 42, squareRoot: true), (rmse.Low, rmse.High));
        Assert.InRange(rmse.Value, rmse.Low, rmse.High);
        Assert.Equal(squares[7] / counts[7], errors.PerUserSquaredError()[7], 1e-15);
    }

    [Fact]
    public void Add_SumsOfUsersFromElsewhere_AreEqualInBitsToOneInstance()
    {
        var (test, predictor, means) = (SparseMatrix.FromTriples(3, 2, [0, 0, 1, 2], [0, 1, 1, 0], [4, 2, 3.5f, 1]), SomePredictor, new ItemMeans(3.25, [3, 3.25]));
        var (whole, elsewhere, joined) = (new RatingErrors(3), new RatingErrors(2), new RatingErrors(3));
        whole.Add(test, 0, predictor.Predict, means);
        elsewhere.Add(test.RowRange(1, 3), 1, predictor.Predict, means);
        joined.Add(test.RowRange(0, 1), 0, predictor.Predict, means);
        joined.Add(1, elsewhere.SumsOf(0));
        joined.Add(2, elsewhere.SumsOf(1));
        Assert.Equal((3L, 1L), (whole.RowsPredicted, whole.RowsWithoutPrediction)); // user 2 is unknown
        Assert.Equal(whole.Rows("p", 0, "m", 42, 50), joined.Rows("p", 0, "m", 42, 50));
        Assert.Equal(3.3 - 0.5 + 0.1 + 0.2, predictor.Predict(0, 0)!.Value, 1e-6);
    }

    [Fact]
    public void Add_SumsOfAUserTwice_SaysSo()
    {
        var errors = new RatingErrors(1);
        errors.Add(0, 4, 3, 3);
        Assert.Contains("User 0 has 1 rows here, and 6 sums came for 6.", Assert.Throws<ArgumentException>(() => errors.Add(0, errors.SumsOf(0).ToArray())).Message);
        Assert.Contains("User 0 has 0 rows here, and 2 sums came for 6.", Assert.Throws<ArgumentException>(() => new RatingErrors(1).Add(0, new double[2])).Message);
    }

    // mean 3.3; user 2 has no training rows
    private static RatingPredictor SomePredictor => new(
        new BiasModel(3.3, [-0.5f, 0.25f, 0], [0.1f, -0.2f], [true, true, false], [true, true]), new FactorModel(1, [0.5f, -1, 0], [0.4f, 0.3f]), 0.5, 5);

    [Fact]
    public void Rows_NoPredictionAtAll_IsNaNNotZero()
    {
        var errors = new RatingErrors(1);
        errors.Add(0, 4, null, 3);
        Assert.True(double.IsNaN(errors.Rmse) && double.IsNaN(errors.Rows("p", 0, "m", 42)[1].Value));
        Assert.Equal(1, errors.RmseWithFallback);
    }

    [Fact]
    public void ItemMeans_NoRatings_SaysWhatIsNeeded() =>
        Assert.Contains("at least one training rating", Assert.Throws<ArgumentException>(() => new ItemMeans(SparseMatrix.FromTriples(1, 1, [], [], []))).Message);
}
