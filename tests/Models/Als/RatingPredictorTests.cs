using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;

namespace RecPipeline.Models.Tests.Als;

public sealed class RatingPredictorTests
{
    private static readonly FactorModel Factors = new(2, [1, 2, 0, 0], [.5f, .25f, 3, 3, 0, 0]);
    private static readonly BiasModel Biases = new(3.5, [.5f, 0], [-1f, 0, 0], [true, false], [true, true, false]);
    private static readonly RatingPredictor Predictor = new(Biases, Factors, 0.5, 5);

    [Fact]
    public void Predict_KnownPair_IsBiasesPlusFactors() => Assert.Equal(3.5 + 0.5 - 1 + 1, Predictor.Predict(0, 0));

    [Fact]
    public void Predict_BeyondTheScale_IsClipped() => Assert.Equal(5, Predictor.Predict(0, 1));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    public void Predict_UnknownUserOrItem_IsNull(int user, int item) => Assert.Null(Predictor.Predict(user, item));

    [Fact]
    public void Predict_ModelFromTables_KnowsAll() => Assert.Equal(
        3.5, new RatingPredictor(BiasModel.AllKnown(3.5, [0, 0], [0, 0, 0]), Factors, 0.5, 5).Predict(1, 2));

    [Fact]
    public void Create_SizesDiffer_GivesThem() => Assert.Contains(
        "Biases of 1 users and 3 items do not fit factors of 2 and 3",
        Assert.Throws<ArgumentException>(() => new RatingPredictor(BiasModel.AllKnown(3, [0], [0, 0, 0]), Factors, 0.5, 5)).Message,
        StringComparison.Ordinal);
}
