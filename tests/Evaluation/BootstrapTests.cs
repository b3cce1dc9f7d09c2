using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation.Tests;

public class BootstrapTests
{
    [Fact]
    public void Interval_NormalValues_AgreesWithTheNormalApproximation()
    {
        // 4,000 values of mean .5, sd 1/sqrt(12): mean ± 1.96 sd/sqrt(n) = ± .00895. The bounds of 1,000 resamples have a
        // standard error of about sd_mean · 2.67/sqrt(1000) = .0004 (order statistic at 2.5 %); four of them are allowed.
        double[] values = Uniform(4_000, seed: 3);
        var (low, high) = Bootstrap.Interval(values, 42);
        double mean = values.Average();
        double half = 1.959964 * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / values.Length);
        Assert.Equal(mean - half, low, 0.0016);
        Assert.Equal(mean + half, high, 0.0016);
        Assert.InRange(mean, low, high);
    }

    [Fact]
    public void Interval_RepeatedSamples_CoverTheTruthAboutNineteenTimesInTwenty()
    {
        int covered = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            var (low, high) = Bootstrap.Interval(Uniform(100, seed: trial), 42, 400);
            covered += low <= 0.5 && 0.5 <= high ? 1 : 0;
        }
        Assert.InRange(covered, 176, 200); // binomial(200, .94): sd 3.4
    }

    [Fact]
    public void Interval_SameSeed_SameBitsOtherSeedOther()
    {
        double[] values = Uniform(500, seed: 4);
        Assert.Equal(Bootstrap.Interval(values, 42), Bootstrap.Interval(values, 42));
        Assert.NotEqual(Bootstrap.Interval(values, 42), Bootstrap.Interval(values, 43));
    }

    [Fact]
    public void Interval_NaNs_AreLeftOutBeforeDrawing()
    {
        double[] values = Uniform(300, seed: 5);
        double[] withNaNs = [.. values.SelectMany((v, i) => i % 3 == 0 ? [double.NaN, v] : new[] { v })];
        Assert.Equal(Bootstrap.Interval(values, 42), Bootstrap.Interval(withNaNs, 42));
    }

    [Fact]
    public void Interval_DegenerateInput_IsAPointOrNaN()
    {
        Assert.Equal((0.25, 0.25), Bootstrap.Interval([0.25], 42));
        Assert.Equal((1.0, 1.0), Bootstrap.Interval([1, 1, 1], 42));
        var (low, high) = Bootstrap.Interval([double.NaN], 42);
        Assert.True(double.IsNaN(low) && double.IsNaN(high));
        Assert.Contains("User 1 has the value", Assert.Throws<ArgumentException>(() => Bootstrap.Interval([0, double.PositiveInfinity], 42)).Message);
    }

    [Fact]
    public void RatioInterval_OneRowPerUser_EqualsTheIntervalOfTheMean()
    {
        double[] values = Uniform(400, seed: 6);
        double[] ones = [.. values.Select(_ => 1.0)];
        Assert.Equal(Bootstrap.Interval(values, 7), Bootstrap.RatioInterval(values, ones, 7));
        var (low, high) = Bootstrap.Interval(values, 7);
        var (rootLow, rootHigh) = Bootstrap.RatioInterval(values, ones, 7, squareRoot: true);
        Assert.Equal(Math.Sqrt(low), rootLow, 1e-5); // a root between two order statistics, not of the point between them
        Assert.Equal(Math.Sqrt(high), rootHigh, 1e-5);
    }

    [Fact]
    public void ListEvaluation_ItsIntervals_AreThoseOfThePerUserValues()
    {
        var data = new RandomLists(users: 200, items: 100, length: 20, seed: 8);
        var evaluation = new ListEvaluation(StandardMetrics.Of(ProtocolKind.HeldOutUsers, data.Catalogue), [5, 20], 200, 100);
        for (int user = 0; user < 200; user++)
            evaluation.Add(user, data.List(user));
        foreach (var row in evaluation.Rows("p", 0, "m", 9).Where(row => !double.IsNaN(row.Low) && !row.Metric.EndsWith("Pooled")))
        {
            Assert.Equal(Bootstrap.Interval(evaluation.PerUser(row.Metric, row.Cutoff), 9), (row.Low, row.High));
            Assert.InRange(row.Value, row.Low - 1e-12, row.High + 1e-12);
        }
    }

    [Fact]
    public void ResampledSums_AnyThreads_EqualThePlainTwin()
    {
        const int rows = 300, columns = 13, resamples = 37; // no multiple of a vector or a tile
        double[] table = Uniform(rows * columns, seed: 10);
        var one = new ResampledSums(table, rows, columns, 42, resamples, threads: 1);
        var four = new ResampledSums(table, rows, columns, 42, resamples, threads: 4);
        double[] halves = [.. table.Select(v => Math.Round(v * 1024) / 1024)]; // sums of these are exact in any order
        var exact = new ResampledSums(halves, rows, columns, 42, resamples);
        for (int b = 0; b < resamples; b++)
        {
            for (int c = 0; c < columns; c++)
            {
                Assert.Equal(one.At(b, c), four.At(b, c));
                Assert.Equal(ResampledSums.Plain(table, rows, columns, c, 42, b), one.At(b, c), 1e-10);
                Assert.Equal(ResampledSums.Plain(halves, rows, columns, c, 42, b), exact.At(b, c));
            }
        }
    }

    [Fact]
    public void WeightedAdd_AnyLength_EqualsThePlainTwinInBits()
    {
        for (int length = 0; length < 40; length++)
        {
            double[] values = Uniform(length, seed: length);
            double[] fast = Uniform(length, seed: length + 100);
            double[] plain = [.. fast];
            WeightedAdd.Run(3, values, fast);
            WeightedAdd.Plain(3, values, plain);
            Assert.Equal(plain, fast);
        }
    }

    [Fact]
    public void CounterRandom_PublishedVector_ComesOut()
    {
        // SplitMix64, seed 1234567: the first five outputs listed by Rosetta Code, "Pseudo-random numbers/Splitmix64".
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(i => CounterRandom.At(1234567, i)));
    }

    [Fact]
    public void Compare_Pairs_SeesWhatUnpairedIntervalsHide()
    {
        double[] b = Uniform(1_000, seed: 11);
        double[] a = [.. b.Zip(Uniform(1_000, seed: 12), (x, noise) => x + 0.01 + 0.02 * (noise - 0.5))];
        var result = PairedComparison.Compare(a, b, 42);
        Assert.Equal(a.Average() - b.Average(), result.Difference, 1e-12);
        Assert.Equal(result.MeanA - result.MeanB, result.Difference, 1e-12);
        Assert.True(result.Low > 0.009 && result.High < 0.011 && result.Low < result.Difference && result.Difference < result.High);
        Assert.True(Bootstrap.Interval(a, 42).Low < Bootstrap.Interval(b, 42).High); // the single intervals overlap
    }

    [Fact]
    public void Compare_UsersOfOneSideOnly_AreLeftOutAndCounted()
    {
        var result = PairedComparison.Compare([1, double.NaN, 3, double.NaN], [0, 5, double.NaN, double.NaN], 42);
        Assert.Equal(new PairedResult(1, 0, 1, 1, 1, 1, 2, 2.0 / 1001), result);
        Assert.Contains("a has 1 users, b has 2", Assert.Throws<ArgumentException>(() => PairedComparison.Compare([1], [1, 2], 42)).Message);
    }

    private static double[] Uniform(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
