using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.Tests.UserKnn;

namespace RecPipeline.Models.Tests.Similarity;

public sealed class ItemRatingsTests
{
    private static readonly SimilarityModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(31, 50, 40, 0.6); // dense: no pair with one common user, whose correlations tie

    [Theory]
    [InlineData("cosine", "plain")]
    [InlineData("pearson", "centred")]
    [InlineData("msd", "zscore")]
    public void Predict_AnyCell_IsThePlainOne(string measure, string form)
    {
        var options = new SimilarityOptions { RatingMeasure = measure, RatingForm = form, RatingK = 5 };
        var byItem = Ratings.Transpose();
        var (plain, predictor) = (new PlainUserKnn(byItem, measure, options.Shrinkage), Predictor(options));
        for (int item = 0; item < 40; item += 3)
            for (int user = 0; user < 50; user++)
            {
                int self = item, wanted = user;
                var rated = Ratings.RowIndices(wanted).ToArray().Where(other => other != self);
                var nearest = plain.Nearest(PlainUserKnn.Dense(byItem, item), rated, 5).ToArray();
                double sum = nearest.Sum(each => each.Similarity
                    * (PlainUserKnn.Dense(byItem, each.User)[wanted]!.Value - Centre(each.User)) / Spread(each.User));
                double expected = Centre(item) + (Spread(item) * sum / nearest.Sum(each => each.Similarity));
                Assert.Equal(Math.Clamp(expected, 0.5, 5), predictor.Predict(user, item)!.Value, 1e-5);
            }

        double Centre(int item) => form == "plain" ? 0 : byItem.RowValues(item).ToArray().Average(value => (double)value);

        double Spread(int item) => form == "zscore"
            ? Math.Sqrt(byItem.RowValues(item).ToArray().Average(value => (value - Centre(item)) * (value - Centre(item))))
            : 1;
    }

    [Fact]
    public void Predict_CellsInAnyOrderAndThreads_AreTheSame()
    {
        var inOrder = Predictions(Predictor(new SimilarityOptions()), Enumerable.Range(0, 2000), 1);
        var shared = Predictor(new SimilarityOptions());
        Assert.Equal(inOrder, Predictions(shared, Enumerable.Range(0, 2000).Select(at => at * 7 % 2000), 4));
        Assert.Equal(inOrder, Predictions(shared, Enumerable.Range(0, 2000).Reverse(), 4));
    }

    [Fact]
    public void Predict_NobodyWithTheItem_IsNothing()
    {
        var ratings = SparseMatrix.FromTriples(2, 3, [0, 0, 1], [0, 1, 0], [4, 5, 3]);
        var predictor = Predictor(new SimilarityOptions { RatingForm = "plain" }, ratings);
        Assert.Null(predictor.Predict(0, 2));
        Assert.Equal(3, predictor.Predict(1, 1)); // its one neighbour is item 0
    }

    [Fact]
    public void State_OfLists_HasNothingOfRatings()
    {
        Assert.Equal(["neighbours"], Model.Fit(new TrainingData(Ratings, 4), new SimilarityOptions(), SmallFit.Context(1)).Tables
            .Select(table => table.Name));
        Assert.False(Model.Predicts(new SimilarityOptions()));
        Assert.True(Model.Predicts(new SimilarityOptions { Ratings = true }));
    }

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/knn_ratings.py data/ml-latest-small
    [Theory]
    [Trait("Tier", "All")]
    [InlineData("msd", "plain", 0.8624)]
    [InlineData("msd", "centred", 0.8562)]
    [InlineData("msd", "zscore", 0.8633)]
    [InlineData("msd", "baseline", 0.8312)]
    [InlineData("pearson", "centred", 0.8687)]
    [InlineData("cosine", "plain", 0.8649)]
    [InlineData("cosine", "zscore", 0.8579)]
    [InlineData("cosine", "centred", 0.8501)]
    [InlineData("cosine", "baseline", 0.8200)]
    public void Rmse_LatestSmall_IsThatOfTheReference(string measure, string form, double expected) =>
        Assert.Equal(expected, Quality.Rmse(Model, new SimilarityOptions { RatingMeasure = measure, RatingForm = form }).Rmse, 0.0005);

    private static double?[] Predictions(IRatingModel predictor, IEnumerable<int> cells, int threads)
    {
        var found = new double?[2000];
        Parallel.ForEach(cells, new ParallelOptions { MaxDegreeOfParallelism = threads }, cell =>
            found[cell] = predictor.Predict(cell / 40, cell % 40));
        return found;
    }

    private static IRatingModel Predictor(SimilarityOptions options, SparseMatrix? ratings = null) => Model.Ratings(
        Model.FitRatings(new TrainingData(ratings ?? Ratings, 4), options, SmallFit.Context(2)), options, ModelTables.Scale)!;
}
