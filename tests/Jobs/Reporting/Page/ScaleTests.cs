using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class ScaleTests
{
    [Fact]
    public void Ticks_AreRoundAndHoldAllValues()
    {
        var scale = new Scale([0.198, 0.381, double.NaN], intervals: 5);
        Assert.Equal([0.15, 0.2, 0.25, 0.3, 0.35, 0.4], scale.Ticks, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(2, scale.Decimals);
    }

    [Fact]
    public void Percent_GoesFromMarginToMargin()
    {
        var scale = new Scale([-1, 1], intervals: 2);
        Assert.Equal([3.0, 50.0, 97.0], new[] { -1.0, 0, 1 }.Select(scale.Percent));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(5.0)]
    [InlineData(-1e9)]
    [InlineData(1e-12)]
    public void Scale_OfOneValue_HoldsIt(double value)
    {
        var scale = new Scale([value], intervals: 5);
        Assert.InRange(scale.Percent(value), 3, 97);
        Assert.InRange(scale.Ticks.Count, 2, 12);
    }

    [Fact]
    public void Scale_OfNothing_IsStillAScale() => Assert.NotEmpty(new Scale([], intervals: 5).Ticks);
}
