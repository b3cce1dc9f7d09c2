using RecPipeline.Models.RandomLists;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.RandomLists;

public sealed class RandomScorerTests
{
    private const int Items = 20_000;

    [Fact]
    public void TryScore_ManyItems_IsUniform()
    {
        var scores = Scores(42, 3);
        Assert.All(scores, score => Assert.InRange(score, 0f, 0.99999994f));
        for (int tenth = 0; tenth < 10; tenth++)
            Assert.InRange(scores.Count(score => (int)(score * 10) == tenth), 1800, 2200); // 2000, standard deviation 42
    }

    [Fact]
    public void TryScore_AnotherUserOrSeed_IsAnotherDraw()
    {
        Assert.Equal(Scores(42, 3), Scores(42, 3));
        Assert.InRange(Correlation(Scores(42, 3), Scores(42, 4)), -0.04, 0.04); // standard deviation .007
        Assert.InRange(Correlation(Scores(42, 3), Scores(43, 3)), -0.04, 0.04);
    }

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/random_lists.py data/ml-latest-small: mean .0093 of draws from .0051
    // to .0130.
    [Fact]
    public void Ndcg_LatestSmall_IsAtTheFloor() => Assert.Equal(
        0.0087, Enumerable.Range(0, 5).Average(seed => StrongLiked.Ndcg(0, _ => Scores(seed, 1, StrongLiked.Train(0).Columns))), 0.004);

    private static float[] Scores(long seed, int user, int items = Items)
    {
        var scores = new float[items];
        Assert.True(new RandomScorer(seed).TryScore(new History([], [], user), scores));
        return scores;
    }

    private static double Correlation(float[] a, float[] b) => 12 * a.Zip(b, (x, y) => (x - 0.5) * (y - 0.5)).Average();
}
