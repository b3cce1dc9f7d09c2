using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;
using RecPipeline.Models.UserKnn;

namespace RecPipeline.Models.Tests.UserKnn;

public sealed class UserKnnTests
{
    private static readonly UserKnnModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(21, 60, 40, 0.3);

    [Theory]
    [InlineData("cosine", "binary")]
    [InlineData("cosine", "rating")]
    [InlineData("pearson", "rating")]
    [InlineData("msd", "rating")]
    public void Lists_UserOfTheTraining_AreThePlainOnes(string measure, string values)
    {
        var options = new UserKnnOptions { Measure = measure, Values = values, K = 7 };
        var counted = options.IsBinary() ? Ratings.AtLeast(ModelTables.Liked).Binary() : Ratings;
        var (plain, scorer, scores) = (new PlainUserKnn(counted, measure, options.Shrinkage), Lists(options).NewScorer(), new float[40]);
        for (int user = 0; user < Ratings.Rows; user++)
        {
            int self = user;
            Assert.Equal(counted.RowCount(user) > 0, scorer.TryScore(History.Of(Ratings, user), scores));
            if (counted.RowCount(user) == 0)
                continue;
            var nearest = plain.Nearest(PlainUserKnn.Dense(counted, user), Enumerable.Range(0, 60).Where(other => other != self), 7)
                .ToArray();
            for (int item = 0; item < 40; item++)
                Assert.Equal(nearest.Sum(each => each.Similarity * (PlainUserKnn.Dense(counted, each.User)[item] ?? 0)), scores[item],
                    1e-4);
        }
    }

    [Fact]
    public void Lists_UnknownUserWithTheSameRows_FindsItsTwinFirst()
    {
        var (scorer, liked, scores) = (Lists(new UserKnnOptions { K = 1, Shrinkage = 0 }).NewScorer(), Ratings.AtLeast(ModelTables.Liked),
            new float[40]);
        int user = Enumerable.Range(0, 60).MaxBy(liked.RowCount);
        Assert.True(scorer.TryScore(new History(Ratings.RowIndices(user), Ratings.RowValues(user)), scores));
        Assert.Equal(liked.RowIndices(user).ToArray(), Enumerable.Range(0, 40).Where(item => scores[item] > 0));
    }

    [Theory]
    [InlineData("cosine", "plain")]
    [InlineData("pearson", "centred")]
    [InlineData("msd", "zscore")]
    public void Predict_AnyCell_IsThePlainOne(string measure, string form)
    {
        var options = new UserKnnOptions { RatingMeasure = measure, RatingForm = form, RatingK = 5 };
        var (plain, predictor) = (new PlainUserKnn(Ratings, measure, options.Shrinkage), Predictor(options));
        for (int user = 0; user < 60; user += 3)
            for (int item = 0; item < 40; item++)
            {
                var (self, wanted) = (user, item);
                var raters = Enumerable.Range(0, 60).Where(
                    other => other != self && PlainUserKnn.Dense(Ratings, other)[wanted] is not null);
                var nearest = plain.Nearest(PlainUserKnn.Dense(Ratings, user), raters, 5).ToArray();
                double sum = nearest.Sum(each =>
                    each.Similarity * (PlainUserKnn.Dense(Ratings, each.User)[wanted]!.Value - Centre(form, each.User)) / Spread(
                    form, each.User));
                double expected = Centre(form, user) + (Spread(form, user) * sum / nearest.Sum(each => each.Similarity));
                Assert.Equal(Math.Clamp(expected, 0.5, 5), predictor.Predict(user, item)!.Value, 1e-5);
            }
    }

    [Fact]
    public void Predict_UsersInAnyOrderAndThreads_IsTheSame()
    {
        var predictor = Predictor(new UserKnnOptions());
        var inOrder = Enumerable.Range(0, 2400).Select(cell => predictor.Predict(cell / 40, cell % 40)).ToArray();
        var mixed = new double?[2400];
        Parallel.For(0, 2400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, cell =>
            mixed[cell * 7 % 2400] = predictor.Predict(cell * 7 % 2400 / 40, cell * 7 % 40));
        Assert.Equal(inOrder, mixed);
    }

    private static IListModel Lists(UserKnnOptions options) =>
        Model.Lists(Fit(options), options, new ListContext(42, 1, ModelTables.Liked, ModelTables.Scale, default))!;

    private static IRatingModel Predictor(UserKnnOptions options) => Model.Ratings(Fit(options), options, ModelTables.Scale)!;

    private static ModelState Fit(UserKnnOptions options) =>
        Model.Fit(new TrainingData(Ratings, ModelTables.Liked), options, SmallFit.Context(1));

    private static double Centre(string form, int user) =>
        form == "plain" ? 0 : Ratings.RowValues(user).ToArray().Average(value => (double)value);

    private static double Spread(string form, int user) => form == "zscore"
        ? Math.Sqrt(Ratings.RowValues(user).ToArray().Average(value => (value - Centre(form, user)) * (value - Centre(form, user))))
        : 1;

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/user_knn.py data/ml-latest-small
    [Fact]
    public void Ndcg_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.2911, Quality.Ndcg(Model, new UserKnnOptions(), 0), 0.002);

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("msd", "plain", 0.9357)]
    [InlineData("msd", "centred", 0.8754)]
    [InlineData("pearson", "zscore", 0.8690)]
    [InlineData("cosine", "baseline", 0.8643)]
    public void Rmse_LatestSmall_IsThatOfTheReference(string measure, string form, double expected) =>
        Assert.Equal(expected, Quality.Rmse(Model, new UserKnnOptions { RatingMeasure = measure, RatingForm = form }).Rmse, 0.001);
}
