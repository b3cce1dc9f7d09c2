using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Svd;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Svd;

public sealed class SvdTests
{
    private static readonly SvdModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(41, 30, 20, 0.4);

    // Without factors to start from there are none ever: what is left are biases, one step at a time.
    [Fact]
    public void Fit_NoFactors_IsADescentOnBiases()
    {
        var options = new SvdOptions { Rank = 1, Epochs = 4, InitialDeviation = 0 };
        var state = Fit(options);
        double mean = Ratings.Values.ToArray().Average(value => (double)value);
        var (users, items, order) = (new double[30], new double[20], new SgdOrder(Ratings, 42));
        for (int epoch = 0; epoch < 4; epoch++)
            foreach (int user in order.StartEpoch(epoch).ToArray())
                foreach (int cell in order.CellsOf(user))
                {
                    int item = Ratings.Indices[cell];
                    double error = Ratings.Values[cell] - mean - users[user] - items[item];
                    users[user] += 0.01 * (error - (0.07 * users[user]));
                    items[item] += 0.01 * (error - (0.07 * items[item]));
                }
        var biases = BiasState.Of(state);
        Assert.All(users.Zip(biases.User), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(items.Zip(biases.Item), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(state["user_factors"].Values<float>("features"), factor => Assert.Equal(0, factor));
    }

    // One rating of 5 and mean 5 leave no error, so the first step only shrinks p and q by 1 − rate · reg.
    [Fact]
    public void Fit_OneRating_TakesTheStepWorkedByHand()
    {
        var options = new SvdOptions { Rank = 1, Epochs = 1, LearnRate = 0.1, RegParam = 0.5, InitialDeviation = 1 };
        var one = SparseMatrix.FromTriples(1, 1, [0], [0], [5f]);
        var state = Model.Fit(new TrainingData(one, 4), options, SmallFit.Context(1));
        var (p, q) = (state["user_factors"].Values<float>("features")[0], state["item_factors"].Values<float>("features")[0]);
        // p and q are ±1 at first: the error is −p·q = ∓1, so both become p − .1 · (q·(p·q) + .5·p) = .85 of themselves.
        Assert.Equal((0.85, 0.85), (Math.Abs(p), Math.Abs(q)), Near);
        Assert.Equal(p * q > 0 ? -0.1 : 0.1, BiasState.Of(state).User[0], 1e-6);
    }

    [Fact]
    public void Fit_StepTooLong_SaysSo() => Assert.Contains(
        "Model svd: its factors ran away in epoch",
        Assert.Throws<ModelException>(() => Fit(new SvdOptions { LearnRate = 1, Epochs = 200, InitialDeviation = 10 })).Message,
            StringComparison.Ordinal);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/svdpp.py data/ml-latest-small: .8375 and .8393; biases .8546.
    [Fact]
    public void Rmse_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.8384, Quality.Rmse(Model, Model.Defaults).Rmse, 0.003);

    private static bool Near((double, double) a, (double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6;

    private static ModelState Fit(SvdOptions options) => Model.Fit(new TrainingData(Ratings, 4), options, SmallFit.Context(1));
}
