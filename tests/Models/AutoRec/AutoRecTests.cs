using RecPipeline.Models.AutoRec;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.AutoRec;

public sealed class AutoRecTests
{
    private static readonly AutoRecModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(41, 30, 20, 0.4);
    private static readonly AutoRecOptions Small = new() { HiddenUnits = 5, Epochs = 3, LearnRate = 0.05, InitialDeviation = 0.3 };

    [Theory]
    [InlineData("item")]
    [InlineData("user")]
    public void Fit_FewEpochs_IsThePlainDenseNetwork(string form)
    {
        var options = Small with { Form = form };
        var plain = new PlainAutoRec(form == "item" ? Ratings.Transpose() : Ratings, options, 42);
        var predictor = Predictor(options);
        for (int user = 0; user < 30; user++)
            for (int item = 0; item < 20; item++)
                Assert.Equal(
                    Math.Clamp(form == "item" ? plain.Predict(item, user) : plain.Predict(user, item), 0.5, 5),
                    predictor.Predict(user, item)!.Value, 1e-4);
    }

    // Rated 2 and 4: mean 3, inputs ∓1 of two rows of one rating. Without first weights h = ½, and the first row's step gives b = .1 e
    // and w = .05 e with e = ∓1; the other row's error is ±1 − b − w/2 = ±1.125 and adds .1125 to b and .05625 to w:
    // b = ±.0125, w = ±.00625, r̂ = 3 ± (.0125 + .003125), plus where the row of 4 was the last.
    [Fact]
    public void Fit_TwoRatingsOfOneUser_TakesTheStepsWorkedByHand()
    {
        var options = new AutoRecOptions { HiddenUnits = 1, Epochs = 1, LearnRate = 0.1, RegParam = 0, InitialDeviation = 0 };
        var two = SparseMatrix.FromTriples(1, 2, [0, 0], [0, 1], [2f, 4f]);
        double predicted = Model.Ratings(Model.Fit(new TrainingData(two, 4), options, SmallFit.Context(1)), options, ModelTables.Scale)!
            .Predict(0, 0)!.Value;
        Assert.Equal(0.015625, Math.Abs(predicted - 3), 1e-5);
    }

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/autorec.py data/ml-latest-small:
    // item .8331 and .8355, user .8831 and .8812; biases .8546.
    [Theory]
    [InlineData("item", 0.8343)]
    [InlineData("user", 0.8822)]
    public void Rmse_LatestSmall_IsThatOfTheReference(string form, double expected) =>
        Assert.Equal(expected, Quality.Rmse(Model, new AutoRecOptions { Form = form }).Rmse, 0.003);

    [Fact]
    public void Fit_StepTooLong_SaysSo() => Assert.Contains(
        "Model autorec: its factors ran away in epoch",
        Assert.Throws<ModelException>(() => Predictor(Small with { LearnRate = 1, Epochs = 500, InitialDeviation = 10 })).Message,
        StringComparison.Ordinal);

    private static IRatingModel Predictor(AutoRecOptions options) =>
        Model.Ratings(Model.Fit(new TrainingData(Ratings, 4), options, SmallFit.Context(1)), options, ModelTables.Scale)!;
}
