using RecPipeline.Models.Cleaning;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Tests.Cleaning;

public sealed class TimeDecayTests
{
    private const long Day = 86_400;

    [Fact]
    public void Apply_DocumentedExample_HalvesWithEachHalfLife() =>
        Assert.Equal([8f, 4f, 1f], TimeDecay.Apply([8, 8, 8], [100 * Day, 90 * Day, 70 * Day], 10));

    [Fact]
    public void Apply_VeryOldRow_StaysAboveZero() => Assert.InRange(TimeDecay.Apply([1, 1], [0, 4_000_000 * Day], 1)[0], float.Epsilon, 1e-30f);

    [Fact]
    public void HalfTo_ManyPlaces_IsNearThePower()
    {
        for (double x = 0; x < 60; x += 0.037)
            Assert.Equal(1, StableExp2.HalfTo(x) / Math.Pow(2, -x), 1e-14);
        Assert.Equal((1.0, 0.0), (StableExp2.HalfTo(0), StableExp2.HalfTo(1e9)));
    }
}
