using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class TopNSelectorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(500, 10)]
    [InlineData(501, 100)]
    [InlineData(33, 50)]
    public void Select_RandomScoresWithTies_EqualsAFullSort(int items, int n)
    {
        var random = new Random(items);
        var order = new ListOrder([.. Enumerable.Range(1, items).OrderBy(_ => random.Next())]);
        var (selector, list) = (new TopNSelector(order, n), new CandidateList(n));
        for (int round = 0; round < 20; round++)
        {
            float[] scores = [.. Enumerable.Range(0, items).Select(_ => random.Next(4) == 0 ? float.NegativeInfinity : random.Next(-5, 6))];
            selector.Select(scores, list);
            Assert.Equal(TopNPlain.Select(scores, order, n), list.Items.ToArray().Zip(list.Scores.ToArray()));
        }
    }

    [Fact]
    public void Select_AllMasked_IsEmpty()
    {
        var list = new CandidateList(2);
        new TopNSelector(new ListOrder([1, 2, 3]), 2).Select([float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], list);
        Assert.Equal(0, list.Count);
    }

    [Fact]
    public void Select_EqualScores_GoByPopularity()
    {
        var list = new CandidateList(3);
        new TopNSelector(new ListOrder([3, 1, 2]), 3).Select([5, 5, 5], list);
        Assert.Equal([1, 2, 0], list.Items.ToArray());
    }

    [Fact]
    public void Select_WrongNumberOfScores_SaysBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new TopNSelector(new ListOrder([1, 2]), 1).Select([1], new CandidateList(1)));
        Assert.Contains("of 2 items needs as many scores", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are 1 scores", error.Message, StringComparison.Ordinal);
    }
}
