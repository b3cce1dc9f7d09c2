using RecPipeline.Models.Als;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Als;

/// <summary>The parts of a score: linear in the targets, and for many items at once the same bits as one by one.</summary>
public sealed class FoldInExplainTests
{
    private const int Items = 200;
    private static readonly int[] History = [3, 17, 40, 41, 90, 150];
    private static readonly float[] Values = [5f, 1f, 3.5f, 0.5f, 4f, 2f];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Explain_AnyItem_PartsAddUpToTheScore(bool implicitPrefs)
    {
        var p = new AlsParameters(20, 1, 0.1, 2, implicitPrefs, 0);
        float[] factors = Factors(20), solved = new float[20];
        var parts = new float[History.Length];
        var foldIn = new FoldIn(factors, p);
        foldIn.Solve(History, Values, solved);
        for (int item = 0; item < Items; item++)
        {
            foldIn.Explain(item, History, Values, parts);
            Assert.Equal(PlainAls.Dot(solved, factors.AsSpan(item * 20, 20)), parts.Sum(part => (double)part), 1e-5);
        }
    }

    [Fact]
    public void Explain_OneItemOfHistory_IsTheScoreWithOnlyItsTarget()
    {
        // Targets enter linearly: with all other targets at 0 (a rating of −r keeps the confidence), the score is the part.
        var p = new AlsParameters(4, 1, 0, 2, true, 0);
        float[] factors = Factors(4), solved = new float[4], only = [.. Values.Select((v, at) => at == 2 ? v : -v)];
        var parts = new float[History.Length];
        var foldIn = new FoldIn(factors, p);
        foldIn.Solve(History, Values, solved);
        foldIn.Explain(9, History, Values, parts);
        foldIn.Solve(History, only, solved);
        Assert.Equal(PlainAls.Dot(solved, factors.AsSpan(36, 4)), parts[2], 1e-6);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(64, true)]
    [InlineData(300, false)] // more than a run of the matrix product
    public void Explain_ManyItems_HasTheBitsOfOneByOne(int rank, bool implicitPrefs)
    {
        float[] factors = Factors(rank);
        var foldIn = new FoldIn(factors, new AlsParameters(rank, 1, 0.1, 2, implicitPrefs, 0));
        foldIn.Solve(History, Values, new float[rank]);
        foreach (int count in new[] { 1, 16, 21 })
        {
            int[] items = [.. Enumerable.Range(0, count).Select(at => at * 7)];
            var (one, many) = (new float[History.Length], new float[History.Length * SymmetricKernel.Stride(count)]);
            foldIn.Explain(items, History, Values, many);
            for (int column = 0; column < count; column++)
            {
                foldIn.Explain(items[column], History, Values, one);
                Assert.Equal(one, Enumerable.Range(0, one.Length).Select(row => many[(row * SymmetricKernel.Stride(count)) + column]));
            }
        }
    }

    [Fact]
    public void Explain_ManyItemsWithoutRoom_SaysBoth() => Assert.Contains(
        "1 history rows by 16 items are 16 parts; there is room for 15.",
        Assert.Throws<ArgumentException>(() => Explicit().Explain([1, 2], [3], [1f], new float[15])).Message, StringComparison.Ordinal);

    [Fact]
    public void Explain_UserWithNoRatings_ReturnsZeros()
    {
        var foldIn = new FoldIn(Factors(3), new AlsParameters(3, 1, 0.1, 2, true, 0));
        foldIn.Solve([1], [-1f], new float[3]);
        var parts = new float[] { 7 };
        foldIn.Explain(2, [1], [-1f], parts);
        Assert.Equal([0f], parts);
    }

    private static FoldIn Explicit() => new(Factors(3), new AlsParameters(3, 1, 0.1, 0, false, 0));

    private static float[] Factors(int rank)
    {
        var random = new Random(rank);
        return [.. Enumerable.Range(0, Items * rank).Select(_ => (float)(random.NextDouble() - 0.4))];
    }
}
