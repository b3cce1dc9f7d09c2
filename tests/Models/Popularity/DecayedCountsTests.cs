using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Popularity;

public sealed class DecayedCountsTests
{
    private const long Day = 86_400;

    [Fact]
    public void Of_AgesOfHalfLives_CountsPowersOfTwo()
    {
        // Item 0: ages 0, 10, 30 days; item 1: two of 10 days; item 2: one of today; item 3: one of a thousand years.
        var ratings = SparseMatrix.FromTriples(3, 4, [0, 0, 0, 0, 1, 1, 2], [0, 1, 2, 3, 0, 1, 0], [5f, 5f, 5f, 5f, 1f, 1f, 1f]);
        long[] times = [100 * Day, 90 * Day, 100 * Day, -365_000 * Day, 90 * Day, 90 * Day, 70 * Day];
        var counts = DecayedCounts.Of(ratings, times, 10);
        Assert.Equal([DecayedCounts.Unit * 13 / 8, DecayedCounts.Unit, DecayedCounts.Unit, 0], counts.Ratings);
        Assert.Equal([1, 2, 3, 4], counts.Rank);
    }

    [Fact]
    public void Of_UsersInAnyOrder_IsTheSame()
    {
        var data = ModelTables.Random(3);
        var turned = Turned(data.Ratings, data.Timestamps!);
        Assert.Equal(
            DecayedCounts.Of(data.Ratings, data.Timestamps!, 3.7).Ratings, DecayedCounts.Of(turned.Ratings, turned.Times, 3.7).Ratings);
    }

    [Fact]
    public void Fit_HalfLife_ListsWhatIsRatedNow()
    {
        var ratings = SparseMatrix.FromTriples(3, 2, [0, 1, 2], [0, 0, 1], [5f, 5f, 5f]);
        var data = new TrainingData(ratings, 4) { Timestamps = [0, 0, 100 * Day] };
        Assert.Equal([2f, 1f], Scores(data, new PopularityOptions()));
        var decayed = Scores(data, new PopularityOptions { HalfLifeDays = 10 });
        Assert.Equal([(float)Math.Pow(2, -9), 1], decayed);
    }

    [Fact]
    public void Fit_HalfLifeWithoutTimes_SaysWhatToDo()
    {
        var (model, options) = (new PopularityModel(), new PopularityOptions { HalfLifeDays = 10 });
        Assert.Equal(ModelNeeds.Timestamps, model.FitNeeds(options));
        Assert.Equal(ModelNeeds.Nothing, model.FitNeeds(new PopularityOptions()));
        var data = new TrainingData(SparseMatrix.FromTriples(1, 1, [0], [0], [5f]), 4);
        Assert.StartsWith("Model popularity: models.popularity.halfLifeDays is 10, but the ratings have no times.",
            Assert.Throws<ModelException>(() => model.Fit(data, options, SmallFit.Context(1))).Message, StringComparison.Ordinal);
    }

    private static (SparseMatrix Ratings, long[] Times) Turned(SparseMatrix ratings, long[] times)
    {
        int[] users = [.. Enumerable.Range(0, ratings.Rows).Reverse()];
        var cells = users.SelectMany(user => Enumerable.Range(ratings.Offsets[user], ratings.RowCount(user))).ToArray();
        int[] rows = [.. users.SelectMany((user, at) => Enumerable.Repeat(at, ratings.RowCount(user)))];
        return (SparseMatrix.FromTriples(ratings.Rows, ratings.Columns, rows, [.. cells.Select(cell => ratings.Indices[cell])],
            [.. cells.Select(cell => ratings.Values[cell])]), [.. cells.Select(cell => times[cell])]);
    }

    private static float[] Scores(TrainingData data, PopularityOptions options)
    {
        var (model, scores) = (new PopularityModel(), new float[data.Items]);
        var context = new ListContext(42, 1, 4, ModelTables.Scale, default);
        model.Lists(model.Fit(data, options, SmallFit.Context(1)), options, context)!.NewScorer().TryScore(new History([], []), scores);
        return scores;
    }
}
