using RecPipeline.Jobs.Stages;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class BlendChoiceTests
{
    [Fact]
    public void Best_MorePointsThanAreTriedAtOnce_IsTheFirstOfTheBest()
    {
        var largest = 0;
        var (point, mean) = BlendChoice.Best(Enumerable.Range(0, 5000).Select(at => new double[] { at }), points =>
        {
            largest = Math.Max(largest, points.Length);
            return [.. points.Select(each => each[0] is 2500 or 2501 or 4900 ? 0.5 : 0.1)];
        });
        Assert.Equal((2500, 0.5), (point[0], mean));
        Assert.InRange(largest, 1, 1024);
    }

    [Fact]
    public void Best_NothingMeasured_IsTheFirstPoint() =>
        Assert.Equal([1.0], BlendChoice.Best([[1.0], [2.0]], points => new double[points.Length]).Point);
}
