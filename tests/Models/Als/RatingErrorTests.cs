using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Als;

/// <summary>RMSE on the shipped MovieLens latest-small, protocol hash_20, rows with known user and item: docs/evaluation.md, section 5.</summary>
public sealed class RatingErrorTests
{
    private const string Edition2016 = "data/ml-latest-small-2016";
    private static readonly RatingRows Rows = MovieLens.LatestSmall;
    private static readonly RowRole[] Roles = Splits.Named("hash_20").Assign(Rows, 0, 42);
    private static readonly SparseMatrix Train = Rows.With(Roles, RowRole.Train).ToMatrix();
    private static readonly BiasModel Biases = BiasSolver.Fit(Train, new BiasParameters(5, 20));

    [Fact]
    public void Rmse_BiasesAlone_IsThePublishedOne() => Assert.Equal(0.855, Rmse(Biases, None(Train)), 0.003);

    [Fact]
    public void Rmse_AlsOnResiduals_BeatsBiases()
    {
        var factors = AlsSolver.Fit(Biases.Residuals(Train), new AlsParameters(20, 10, 0.15, 0, false, 42), 2, null, default);
        Assert.InRange(Rmse(Biases, factors), 0.83, 0.845); // MLlib: 0.840
    }

    [Fact]
    public void Rmse_PlainAls_IsNearMllib() => Assert.InRange(Rmse(PlainAls(50, 20, 0.15)), 0.855, 0.87); // MLlib: 0.867

    [Fact]
    public void Rmse_ExampleSettingsOfSpark_OverfitAsMllib() =>
        Assert.Equal(1.07, Rmse(PlainAls(10, 5, 0.01)), 0.03); // MLlib: 1.070; our seeds give 1.041 to 1.070

    // docs/evaluation.md, section 5: 1.114 with MLlib, the 1.12 that others published for this edition.
    [SharedDataTheory(Edition2016)]
    [InlineData(10, 5, 0.01, 1.11, 0.04)]
    public void Rmse_PlainAls_On2016Edition(int rank, int maxIter, double regParam, double expected, double tolerance)
    {
        var (rows, roles, train) = Of2016();
        var factors = AlsSolver.Fit(train, new AlsParameters(rank, maxIter, regParam, 0, false, 42), 2, null, default);
        Assert.Equal(expected, Rmse(rows, roles, new RatingPredictor(BiasModel.None(train), factors, 0.5, 5)), tolerance);
    }

    // 0.873; there is no reference for it.
    [SharedDataTheory(Edition2016)]
    [InlineData(0.88)]
    public void Rmse_ShippedSettings_On2016Edition(double limit)
    {
        var (rows, roles, train) = Of2016();
        var biases = BiasSolver.Fit(train, new BiasParameters(5, 20));
        var factors = AlsSolver.Fit(biases.Residuals(train), new AlsParameters(20, 10, 0.15, 0, false, 42), 2, null, default);
        Assert.InRange(Rmse(rows, roles, new RatingPredictor(biases, factors, 0.5, 5)), 0.8, limit);
    }

    // The shipped settings on every fold: the mean of five is what one fold scatters around.
    [Fact]
    [Trait("Tier", "All")]
    public void Rmse_AlsOnResiduals_MeanOfFiveFolds()
    {
        double mean = Enumerable.Range(0, 5).Average(fold =>
        {
            var roles = Splits.Named("hash_20").Assign(Rows, fold, 42);
            var train = Rows.With(roles, RowRole.Train).ToMatrix();
            var biases = BiasSolver.Fit(train, new BiasParameters(5, 20));
            return Rmse(Rows, roles, new RatingPredictor(biases, AlsSolver.Fit(biases.Residuals(train), new AlsParameters(20, 10, 0.15, 0, false, 42), 2, null, default), 0.5, 5));
        });
        Assert.InRange(mean, 0.835, 0.847);
    }

    private static (RatingRows Rows, RowRole[] Roles, SparseMatrix Train) Of2016()
    {
        var rows = MovieLens.Read(Repository.Shared(Edition2016)!);
        var roles = Splits.Named("hash_20").Assign(rows, 0, 42);
        return (rows, roles, rows.With(roles, RowRole.Train).ToMatrix());
    }

    private static FactorModel PlainAls(int rank, int maxIter, double regParam) =>
        AlsSolver.Fit(Train, new AlsParameters(rank, maxIter, regParam, 0, false, 42), 2, null, default);

    private static double Rmse(FactorModel factors) => Rmse(BiasModel.None(Train), factors);

    private static double Rmse(BiasModel biases, FactorModel factors) => Rmse(Rows, Roles, new RatingPredictor(biases, factors, 0.5, 5));

    private static double Rmse(RatingRows rows, RowRole[] roles, RatingPredictor predictor)
    {
        var errors = from row in Enumerable.Range(0, rows.Count)
                     where roles[row] == RowRole.Test
                     let prediction = predictor.Predict(rows.UserIndex[row], rows.ItemIndex[row])
                     where prediction is not null
                     select prediction.Value - rows.Rating[row];
        return Math.Sqrt(errors.Average(error => error * error));
    }

    private static FactorModel None(SparseMatrix ratings) => new(1, new float[ratings.Rows], new float[ratings.Columns]);
}
