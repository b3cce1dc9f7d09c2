using RecPipeline.Models.Generation;

namespace RecPipeline.Models.Tests.Generation;

public sealed class RatingsGeneratorTests
{
    private static readonly GeneratorParameters Small = new(Users: 600, Items: 900, Ratings: 40_000, Seed: 3);

    [Fact]
    public void Users_AnyThreads_AreTheSame()
    {
        var one = All(Small, threads: 1);
        var three = All(Small, threads: 3);
        Assert.Equal(600, one.Length);
        foreach (var (a, b) in one.Zip(three))
        {
            Assert.Equal(a.Items, b.Items);
            Assert.Equal(a.HalfStars, b.HalfStars);
            Assert.Equal(a.Timestamps, b.Timestamps);
        }
    }

    [Fact]
    public void Users_AnotherSeed_AreOthers() => Assert.NotEqual(All(Small, 1)[0].Items, All(Small with { Seed = 4 }, 1)[0].Items);

    [Fact]
    public void Users_Rows_AreDistinctItemsInOrderOnTheScale()
    {
        foreach (var user in All(Small, 1))
        {
            Assert.Equal(user.Items.Distinct().Order(), user.Items);
            Assert.All(user.HalfStars, stars => Assert.InRange(stars, 1, 10));
        }
    }

    [Fact]
    public void Users_Activity_HasTheMarginalsAskedFor()
    {
        int[] counts = [.. All(Small, 1).Select(user => user.Items.Length).Order()];
        Assert.Equal(40_000, counts.Sum());
        Assert.InRange(counts[300], 0.98 * 40_000 / 600 * 68 / 144.41, 1.02 * 40_000 / 600 * 68 / 144.41);
        Assert.True(counts[^1] <= Small.MostPerUser, $"the most active user has {counts[^1]} ratings");
    }

    [Fact]
    public void Users_Taste_DecidesWhatIsMet()
    {
        var generator = new RatingsGenerator(Small, 1, default);
        var factors = new float[Taste.Rank];
        double met = 0, all = 0;
        foreach (var user in generator.Users(1, default).SelectMany(block => block))
        {
            generator.Taste.User(user.User, factors);
            met += user.Items.Average(item => Dot(factors, generator.Taste.Item(item)));
            all += Enumerable.Range(0, Small.Items).Average(item => Dot(factors, generator.Taste.Item(item)));
        }
        Assert.True(met / 600 > (all / 600) + 0.05, $"mean taste of met items {met / 600:0.000}, of all items {all / 600:0.000}");
    }

    [Theory]
    [InlineData(0, 100, 10, "at least 1 user")]
    [InlineData(10, 30, 1_000, "from 1 to 10 (a third of the items)")]
    public void Check_ImpossibleShape_SaysWhatCollides(int users, int items, long ratings, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => new GeneratorParameters(users, items, ratings).Check()).Message, StringComparison.Ordinal);

    private static GeneratedUser[] All(GeneratorParameters p, int threads) => [.. new RatingsGenerator(p, threads, default).Users(threads, default).SelectMany(block => block)];

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
