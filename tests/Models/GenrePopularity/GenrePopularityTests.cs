using RecPipeline.Models.Contract;
using RecPipeline.Models.GenrePopularity;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Content;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.GenrePopularity;

public sealed class GenrePopularityTests
{
    private static readonly GenrePopularityModel Model = new();

    // Items: 0 comedy, 1 comedy and drama, 2 drama, 3 nothing; rated by 3, 2, 1 and 1 users.
    private static readonly Features Films = new(
        SparseMatrix.FromTriples(4, 3, [0, 1, 1, 2, 3], [0, 0, 1, 1, 2], [1f, 1f, 1f, 1f, 1999f]), ["genres=Comedy", "genres=Drama", "year"]);

    private static readonly SparseMatrix Ratings = SparseMatrix.FromTriples(3, 4, [0, 0, 0, 1, 1, 2, 2], [0, 1, 3, 0, 1, 0, 2], [5, 5, 5, 5, 5, 5, 5]);

    [Fact]
    public void TryScore_TwoLikedItems_IsCountTimesSharedCategoriesOfEach()
    {
        var (scorer, scores, parts) = (Scorer(Films), new float[4], new float[3]);
        Assert.True(scorer.TryScore(new History([0, 1, 2], [5f, 4f, 1f]), scores));
        Assert.Equal([3 * 2 / 2f, 2 * 3 / 2f, 1 * 1 / 2f, 0], scores);
        scorer.Explain(1, parts);
        Assert.Equal([2 * 1 / 2f, 2 * 2 / 2f, 0], parts);
    }

    [Fact]
    public void TryScore_NothingLikedHasACategory_IsFalse()
    {
        Assert.False(Scorer(Films).TryScore(new History([3], [5f]), new float[4]));
        Assert.False(Scorer(Films).TryScore(new History([0], [1f]), new float[4]));
    }

    [Fact]
    public void Fit_WithoutTheFeature_SaysWhatToDo()
    {
        var error = Assert.Throws<ModelException>(() => Model.Fit(Data(Films), new GenrePopularityOptions { Feature = "studio" }, SmallFit.Context(1)));
        Assert.Equal(
            "Model genre-popularity: no item has a value of the feature 'studio'. Give a file of items with it (--items), "
            + "set models.genre-popularity.feature to another one, or models.genre-popularity.enabled to false.", error.Message);
    }

    [Fact]
    public void Fit_OneFeatureOfSeveral_ReadsItsCategoriesAlone()
    {
        var two = new Features(
            SparseMatrix.FromTriples(4, 3, [0, 1, 1, 2], [0, 0, 1, 2], [1f, 1f, 1f, 1f]), ["genres=Comedy", "genres=Drama", "studio=A"]);
        Assert.Equal(3, Fitted(two, "")["columns"].Values<int>("count")[0]);
        Assert.Equal([0], Fitted(two, "studio")["categories"].Values<int>("column_index"));
        Assert.Equal([0, 0, 0, 1, 1], Fitted(two, "studio")["categories"].Offsets!);
    }

    private static ModelState Fitted(Features features, string feature) =>
        Model.Fit(Data(features), new GenrePopularityOptions { Feature = feature }, SmallFit.Context(1));

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/genre_popularity.py data/ml-latest-small
    [Theory]
    [InlineData(0, 0.2081)]
    [InlineData(3, 0.2057)]
    public void Ndcg_LatestSmall_IsThatOfTheReference(int fold, double expected) =>
        Assert.Equal(expected, Quality.Ndcg(Model, Model.Defaults, fold, FilmFeatures.LatestSmall()), 0.0005);

    private static IHistoryScorer Scorer(Features features)
    {
        var lists = new ListContext(42, 1, ModelTables.Liked, ModelTables.Scale, default);
        return Model.Lists(Model.Fit(Data(features), Model.Defaults, SmallFit.Context(1)), Model.Defaults, lists)!.NewScorer();
    }

    private static TrainingData Data(Features features) => new(Ratings, ModelTables.Liked) { ItemFeatures = features };
}
