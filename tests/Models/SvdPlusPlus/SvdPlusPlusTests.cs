using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.SvdPlusPlus;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.SvdPlusPlus;

public sealed class SvdPlusPlusTests
{
    private static readonly SvdPlusPlusModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(41, 30, 20, 0.4);
    private static readonly SvdPlusPlusOptions Small = new() { Rank = 5, Epochs = 3, InitialDeviation = 0.1 };

    [Fact]
    public void Fit_FewEpochs_IsThePlainDescent()
    {
        var (state, plain) = (Fit(Small), new PlainSvdPlusPlus(Ratings, Small, 42));
        plain.Run();
        AssertNear(plain.Users, state["user_factors"].Values<float>("features"));
        AssertNear(plain.Items, state["item_factors"].Values<float>("features"));
        AssertNear(plain.Implicit, state["implicit_factors"].Values<float>("features"));
        AssertNear(plain.UserBiases, state["user_biases"].Values<float>("bias"));
    }

    [Fact]
    public void Predict_Cell_IsMeanBiasesAndBothParts()
    {
        var (state, plain) = (Fit(Small), new PlainSvdPlusPlus(Ratings, Small, 42));
        plain.Run();
        var predictor = Model.Ratings(state, Small, ModelTables.Scale)!;
        for (int user = 0; user < 30; user++)
            Assert.Equal(Math.Clamp(plain.Predict(user, 7), 0.5, 5), predictor.Predict(user, 7)!.Value, 1e-3);
    }

    [Fact]
    public void Fit_StepTooLong_SaysSo() => Assert.Contains(
        "Model svdpp: its factors ran away in epoch",
        Assert.Throws<ModelException>(() => Fit(Small with { LearnRate = 1, Epochs = 200, InitialDeviation = 10 })).Message,
        StringComparison.Ordinal);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/svdpp.py data/ml-latest-small; biases alone reach .8546.
    [Fact]
    public void Rmse_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.8335, Quality.Rmse(Model, Model.Defaults).Rmse, 0.003);

    private static ModelState Fit(SvdPlusPlusOptions options) => Model.Fit(new TrainingData(Ratings, 4), options, SmallFit.Context(1));

    private static void AssertNear(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-4);
    }
}
