using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class ListOrderTests
{
    private static readonly float[] Scores =
        [float.MinValue, -2.5f, -1f, -float.Epsilon, 0f, float.Epsilon, 1f, MathF.BitIncrement(1f), 7e30f, float.MaxValue, float.PositiveInfinity];

    [Fact]
    public void KeyOf_EveryPair_OrdersAsBefore()
    {
        var order = new ListOrder([2, 1, 3]);
        foreach (var (a, b) in from x in Scores from y in Scores select (x, y))
            foreach (var (i, j) in from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) select (x, y))
                Assert.Equal(order.Before(a, i, b, j), order.KeyOf(i, a) < order.KeyOf(j, b));
    }

    [Fact]
    public void Of_Key_GivesItemAndScoreBack()
    {
        var order = new ListOrder([2, 1, 3]);
        foreach (float score in Scores)
            Assert.Equal((2, score), order.Of(order.KeyOf(2, score)));
    }

    [Fact]
    public void KeyOf_MinusZero_IsThatOfZero() => Assert.Equal(new ListOrder([1]).KeyOf(0, 0f), new ListOrder([1]).KeyOf(0, -0f));

    [Fact]
    public void Create_RankTwice_NamesTheItem() => Assert.Contains(
        "Item 1 has popularity rank 1; 2 items need each rank from 1 to 2 once.",
        Assert.Throws<ArgumentException>(() => new ListOrder([1, 1])).Message, StringComparison.Ordinal);
}
