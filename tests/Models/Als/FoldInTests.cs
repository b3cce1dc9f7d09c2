using RecPipeline.Models.Als;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Als;

public sealed class FoldInTests
{
    private const int Items = 200;
    private static readonly int[] History = [3, 17, 40, 41, 90, 150];
    private static readonly float[] Values = [5f, 1f, 3.5f, 0.5f, 4f, 2f];

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(20, false)]
    [InlineData(64, true)]
    [InlineData(50, false)]
    public void Solve_History_IsTheDenseSolution(int rank, bool implicitPrefs)
    {
        var p = new AlsParameters(rank, 1, 0.1, 2, implicitPrefs, 0);
        float[] factors = Factors(rank), solved = new float[rank];
        new FoldIn(factors, p).Solve(History, Values, solved);
        Near(PlainAls.Solve(factors, p, History, Values), solved);
    }

    [Fact]
    public void Solve_HistoryOfManyPanels_IsTheDenseSolution()
    {
        var p = new AlsParameters(16, 1, 0.01, 2, true, 0);
        int[] items = [.. Enumerable.Range(0, Items)];
        float[] factors = Factors(16), values = [.. items.Select(i => (i % 10 + 1) / 2f)], solved = new float[16];
        new FoldIn(factors, p).Solve(items, values, solved);
        Near(PlainAls.Solve(factors, p, items, values), solved);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.02, 1)]
    [InlineData(0.5, 0)]
    [InlineData(0.1, 0.7)]
    public void Solve_ObjectiveOfRendle_IsTheDenseSolution(double unobservedWeight, double exponent)
    {
        var p = new AlsParameters(12, 1, 0.003, 2, true, 0)
        {
            Objective = AlsObjective.Rendle, UnobservedWeight = unobservedWeight, FrequencyExponent = exponent,
        };
        float[] factors = Factors(12), values = [1f, 0f, 3.5f, -0.5f, 4f, 0f], solved = new float[12];
        factors.AsSpan(12 * 5, 12).Clear(); // an item without ratings: the ridge does not count it
        new FoldIn(factors, p).Solve(History, values, solved);
        Near(PlainAls.Solve(factors, p, History, values), solved);
    }

    [Fact]
    public void Solve_NegativeAndZeroRatings_FollowSpark()
    {
        // |r| raises the confidence, but only r > 0 has target 1 and counts in the ridge.
        var p = new AlsParameters(5, 1, 0.3, 2, true, 0);
        float[] factors = Factors(5), values = [-2f, 0f, 3.5f, -0.5f, 4f, 0f], solved = new float[5];
        new FoldIn(factors, p).Solve(History, values, solved);
        Near(PlainAls.Solve(factors, p, History, values), solved);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Solve_UserWithNoRatings_ReturnsZeros(bool implicitPrefs)
    {
        var solved = new float[] { 1, 2, 3 };
        new FoldIn(Factors(3), new AlsParameters(3, 1, 0.1, 2, implicitPrefs, 0)).Solve([], [], solved);
        Assert.Equal([0f, 0f, 0f], solved);
    }

    [Fact]
    public void Solve_ImplicitWithoutPositiveRating_ReturnsZeros()
    {
        var solved = new float[] { 1, 2, 3 };
        new FoldIn(Factors(3), new AlsParameters(3, 1, 0.1, 2, true, 0)).Solve([1, 2], [0f, -1f], solved);
        Assert.Equal([0f, 0f, 0f], solved);
    }

    [Fact]
    public void Solve_UsedAgain_ForgetsTheUserBefore()
    {
        var p = new AlsParameters(12, 1, 0.1, 2, true, 0);
        float[] factors = Factors(12), first = new float[12], again = new float[12];
        var foldIn = new FoldIn(factors, p);
        foldIn.Solve(History, Values, first);
        foldIn.Solve([.. Enumerable.Range(0, Items)], [.. Enumerable.Repeat(1f, Items)], again);
        foldIn.Solve(History, Values, again);
        Assert.Equal(first, again);
    }

    [Fact]
    public void Solve_AfterWarmUp_AllocatesNothing()
    {
        var p = new AlsParameters(20, 1, 0.1, 2, true, 0);
        var (foldIn, solved, parts) = (new FoldIn(Factors(20), p), new float[20], new float[History.Length]);
        foldIn.Solve(History, Values, solved);
        foldIn.Explain(5, History, Values, parts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foldIn.Solve(History, Values, solved);
        foldIn.Explain(5, History, Values, parts);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Solve_UnknownItem_NamesIt() => Assert.Contains(
        "Item index 200 is outside [0, 200), the items of the model. Drop unknown items first.",
        Assert.Throws<ArgumentException>(() => Explicit().Solve([200], [1f], new float[3])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Solve_LengthsDiffer_GivesBoth() => Assert.Contains(
        "there are 2 items and 1 values",
        Assert.Throws<ArgumentException>(() => Explicit().Solve([1, 2], [1f], new float[3])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Create_GramOfOtherRank_Says() => Assert.Contains(
        "Rank 3 does not fit 600 item factors and a Gram matrix of rank 4",
        Assert.Throws<ArgumentException>(() => new FoldIn(
            Factors(3), new AlsParameters(3, 1, 0.1, 2, true, 0), GramMatrix.Of(Factors(4), 4, 1, default))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Gram_ManyBlocks_IsTheSumOfOuterProducts()
    {
        const int rows = (2 * BlockedSum.BlockRows) + 100;
        var random = new Random(4);
        float[] factors = [.. Enumerable.Range(0, rows * 3).Select(_ => (float)random.NextDouble())];
        var gram = GramMatrix.Of(factors, 3, 2, default);
        for (int i = 0; i < 3; i++)
            for (int j = i; j < 3; j++)
                Assert.Equal(Enumerable.Range(0, rows).Sum(r => (double)factors[(r * 3) + i] * factors[(r * 3) + j]), gram.Cells[(i * 16) + j], 1e-3);
    }

    private static FoldIn Explicit() => new(Factors(3), new AlsParameters(3, 1, 0.1, 0, false, 0));

    private static float[] Factors(int rank)
    {
        var random = new Random(rank);
        return [.. Enumerable.Range(0, Items * rank).Select(_ => (float)(random.NextDouble() - 0.4))];
    }

    // float32 sums of some hundred products; solutions are below 10.
    private static void Near(double[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5 + (1e-4 * Math.Abs(expected[i])));
    }
}
