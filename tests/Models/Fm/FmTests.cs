using RecPipeline.Models.Contract;
using RecPipeline.Models.Fm;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Content;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Fm;

public sealed class FmTests
{
    private static readonly FmModel Model = new();
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(43, 30, 12, 0.4);

    // Item 0 has no category, 1 one, 2 both, and so on; item 12 is unrated comedy, 13 unrated and without anything.
    private static readonly Features Genres = new(
        SparseMatrix.FromTriples(14, 3, [1, 2, 2, 4, 5, 5, 7, 10, 12], [0, 0, 1, 0, 0, 1, 0, 1, 0], [1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ["genres=Comedy", "genres=Drama", "year"]);

    private static readonly TrainingData Data = new(Widened(Ratings, 14), 4) { ItemFeatures = Genres };

    [Fact]
    public void Categories_OfAnItem_HaveLengthOneAndNoNumbers()
    {
        var features = new Features(SparseMatrix.FromTriples(2, 3, [0, 0, 1], [0, 2, 2], [1, 1999, 1998]), Genres.Names);
        var categories = new CategoryValues(features);
        Assert.Equal([0], categories.Of(0));
        Assert.False(categories.Any(1));
        var both = new CategoryValues(Genres);
        Assert.Equal([0, 1], both.Of(2));
        Assert.Equal(1, 2 * both.ValueOf(2) * both.ValueOf(2), 1e-6);
    }

    [Fact]
    public void Predict_AnyPair_IsTheMachineOfItsParts()
    {
        var predictor = Predictor(new FmOptions { Rank = 4, Epochs = 3, InitialDeviation = 0.3 }, Data);
        var plain = new PlainFm(Data, rank: 4, epochs: 3, deviation: 0.3, rate: 0.01, reg: 0.07, seed: 42);
        for (int user = 0; user < 30; user++)
            for (int item = 0; item < 13; item++)
                Assert.Equal(Math.Clamp(plain.Predict(user, item), 0.5, 5), predictor.Predict(user, item)!.Value, 1e-4);
    }

    [Fact]
    public void Predict_UnratedItems_KnowsThoseWithCategories()
    {
        var predictor = Predictor(new FmOptions { Epochs = 20 }, Data);
        Assert.NotNull(predictor.Predict(3, 12));
        Assert.Null(predictor.Predict(3, 13));
        Assert.Null(predictor.Predict(30, 0));
    }

    [Fact]
    public void Fit_OtherItemsDescribed_SaysSo() => Assert.Equal(
        "Model fm: 14 items are described, but there are 12.",
        Assert.Throws<ModelException>(() => Predictor(new FmOptions(), new TrainingData(Ratings, 4) { ItemFeatures = Genres })).Message);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/fm.py data/ml-latest-small: .8362 and .8372 over all rows with a prediction.
    [Fact]
    public void Rmse_LatestSmall_IsThatOfTheReference() =>
        Assert.Equal(0.8362, Quality.Rmse(Model, Model.Defaults, 0, FilmFeatures.LatestSmall()).Rmse, 0.003);

    [Fact]
    public void Fit_StepTooLong_SaysSo() => Assert.Contains(
        "Model fm: its factors ran away in epoch",
        Assert.Throws<ModelException>(() => Predictor(new FmOptions { LearnRate = 1, Epochs = 200, InitialDeviation = 10 }, Data)).Message,
        StringComparison.Ordinal);

    private static IRatingModel Predictor(FmOptions options, TrainingData data) =>
        Model.Ratings(Model.Fit(data, options, SmallFit.Context(1)), options, ModelTables.Scale)!;

    private static SparseMatrix Widened(SparseMatrix matrix, int columns) =>
        new(columns, matrix.Offsets.ToArray(), matrix.Indices.ToArray(), matrix.Values.ToArray());
}
