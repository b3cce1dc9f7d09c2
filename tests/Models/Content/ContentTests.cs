using RecPipeline.Models.Content;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Content;

public sealed class ContentTests
{
    private static readonly ContentModel Model = new();

    // Items: 0 comedy 2000, 1 comedy and drama 2000, 2 comedy 2010, 3 horror 2000, 4 comedy without a year, 5 nothing. Years spread by 4.
    private static readonly Features Films = new(
        SparseMatrix.FromTriples(6, 4, [0, 0, 1, 1, 1, 2, 2, 3, 3, 4], [0, 3, 0, 1, 3, 0, 3, 2, 3, 0],
            [1f, 2000f, 1f, 1f, 2000f, 1f, 2010f, 1f, 2000f, 1f]),
        ["genres=Comedy", "genres=Drama", "genres=Horror", "year"]);

    [Fact]
    public void TryScore_ItemsThatNobodyRated_AreServedByDescription()
    {
        var (scores, spread) = (new float[6], Math.Sqrt(18.75)); // of 2000, 2000, 2010, 2000
        Assert.True(Scorer(Films).TryScore(new History([0, 3], [5f, 1f]), scores));
        double ten = Math.Pow(2, -10 / (0.5 * spread));
        double[] expected = [1, Math.Sqrt(0.5), ten, 0, 0.5, 0];
        for (int item = 0; item < 6; item++)
            Assert.Equal(expected[item], scores[item], 1e-6);
    }

    [Fact]
    public void Explain_TwoLikedItems_SharesTheScore()
    {
        var (scorer, scores, parts) = (Scorer(Films), new float[6], new float[3]);
        scorer.TryScore(new History([0, 1, 3], [5f, 4f, 1f]), scores);
        scorer.Explain(4, parts);
        Assert.Equal(0.5, parts[0], 1e-6);
        Assert.Equal(0.5 * Math.Sqrt(0.5), parts[1], 1e-6);
        Assert.Equal(0, parts[2]);
        Assert.Equal(scores[4], parts.Sum(), 1e-6);
    }

    [Fact]
    public void TryScore_LikedItemsWithoutADescription_IsFalse() =>
        Assert.False(Scorer(Films).TryScore(new History([5], [5f]), new float[6]));

    [Fact]
    public void TryScore_RandomFeatures_IsThePlainOne()
    {
        var features = new Features(RandomMatrix.Fill(31, 50, 7, 0.4, random => random.Next(1, 6)),
            ["a", "b=1", "b=2", "b=3", "c", "d=1", "d=2"]);
        var (scorer, scores) = (Scorer(features), new float[50]);
        int[] liked = [2, 17, 30, 49];
        Assert.True(scorer.TryScore(new History(liked, [4f, 4f, 4f, 4f]), scores));
        for (int item = 0; item < 50; item++)
            Assert.Equal(liked.Sum(own => PlainLikeness(features, own, item)), scores[item], 1e-5);
    }

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/content.py data/ml-latest-small
    [Fact]
    public void Ndcg_LatestSmall_IsThatOfTheReference() =>
        Assert.Equal(0.0584, Quality.Ndcg(Model, Model.Defaults, 0, FilmFeatures.LatestSmall()), 0.001);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/content.py data/ml-latest-small
    [Theory]
    [InlineData("plain", 0.8834, 20295)]
    [InlineData("baseline", 0.8239, 20318)]
    public void Rmse_LatestSmall_IsThatOfTheReference(string form, double expected, int rows)
    {
        var found = Quality.Rmse(Model, new ContentOptions { RatingForm = form }, 0, FilmFeatures.LatestSmall());
        Assert.Equal(expected, found.Rmse, 0.0005);
        Assert.Equal(rows, found.Rows);
    }

    [Fact]
    public void Predict_ItemThatNobodyRated_IsTheMeanByLikeness()
    {
        var ratings = SparseMatrix.FromTriples(1, 6, [0, 0], [0, 3], [5f, 1f]);
        var options = new ContentOptions { RatingForm = "plain" };
        var data = new TrainingData(ratings, ModelTables.Liked) { ItemFeatures = Films };
        var predictor = Model.Ratings(Model.FitRatings(data, options, SmallFit.Context(1)), options, ModelTables.Scale)!;
        Assert.Equal(5, predictor.Predict(0, 1)); // a comedy: only item 0 is like it
        Assert.Null(predictor.Predict(0, 5)); // nothing describes it
    }

    [Fact]
    public void Fit_WithoutFeatures_SaysWhatToDo() => Assert.Contains(
        "nothing describes the items. Give a file of items",
        Assert.Throws<ModelException>(() =>
            Model.Fit(new TrainingData(RandomMatrix.HalfStars(1, 3, 3, 1), 4), Model.Defaults, SmallFit.Context(1))).Message,
        StringComparison.Ordinal);

    private static IHistoryScorer Scorer(Features features)
    {
        var data = new TrainingData(SparseMatrix.FromTriples(1, features.Matrix.Rows, [0], [0], [5f]), ModelTables.Liked) {
            ItemFeatures = features };
        var lists = new ListContext(42, 1, ModelTables.Liked, ModelTables.Scale, default);
        return Model.Lists(Model.Fit(data, Model.Defaults, SmallFit.Context(1)), Model.Defaults, lists)!.NewScorer();
    }

    private static double PlainLikeness(Features features, int a, int b)
    {
        double dot = 0, normA = 0, normB = 0, distance = 0;
        for (int column = 0; column < features.Names.Count; column++)
        {
            var (x, y) = (Cell(features, a, column), Cell(features, b, column));
            if (features.IsCategory(column))
                (dot, normA, normB) = (dot + ((x ?? 0) * (y ?? 0)), normA + ((x * x) ?? 0), normB + ((y * y) ?? 0));
            else
                distance += x is null && y is null ? 0 : x is null || y is null
                    ? 1 : Math.Abs(x.Value - y.Value) / (0.5 * Spread(features, column));
        }
        return dot == 0 ? 0 : dot / Math.Sqrt(normA * normB) * Math.Pow(2, -distance);
    }

    private static double? Cell(Features features, int item, int column) =>
        features.Matrix.RowIndices(item).BinarySearch(column) is >= 0 and var at ? features.Matrix.RowValues(item)[at] : null;

    private static double Spread(Features features, int column)
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(item => Cell(features, item, column)).OfType<double>()];
        return Math.Sqrt(values.Average(value => (value - values.Average()) * (value - values.Average())));
    }
}
