using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Descent;

public sealed class SgdOrderTests
{
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(41, 30, 20, 0.4);

    [Fact]
    public void Order_EachEpoch_TakesEveryCellOnceAndInAnotherOrder()
    {
        var order = new SgdOrder(Ratings, 42);
        var (first, second) = (Cells(order, 0), Cells(order, 1));
        Assert.Equal(Enumerable.Range(0, Ratings.Count), first.Order());
        Assert.Equal(Enumerable.Range(0, Ratings.Count), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Cells(new SgdOrder(Ratings, 42), 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(37)]
    public void Take_AnyLength_IsElementByElement(int length)
    {
        float[] x = [.. Enumerable.Range(1, length).Select(i => 1f / i)], direction = [.. Enumerable.Range(1, length).Select(i => i / 7f)];
        float[] expected = [.. x.Zip(direction, (a, b) => (a * 0.9f) + (b * 0.1f))];
        GradientStep.Take(x, 0.9f, 0.1f, direction);
        Assert.Equal(expected, x);
    }

    private static int[] Cells(SgdOrder order, int epoch)
    {
        var cells = new List<int>();
        foreach (int user in order.StartEpoch(epoch))
            cells.AddRange(order.CellsOf(user));
        return [.. cells];
    }
}
