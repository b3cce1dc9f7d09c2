using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation.Tests;

public class NumbersTests
{
    [Fact]
    public void StableLog2_RandomAndNearOne_AgreesWithTheLibrary()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            double x = i % 2 == 0 ? Math.Exp(20 * random.NextDouble() - 10) : 1 + 1e-3 * (random.NextDouble() - 0.5);
            double expected = Math.Log2(x);
            Assert.True(Math.Abs(StableLog2.Of(x) - expected) <= 4e-16 * Math.Abs(expected) + 1e-16, $"{x:R}: {StableLog2.Of(x):R}, not {expected:R}");
        }
    }

    [Fact]
    public void StableLog2_PowersOfTwo_AreExact()
    {
        for (int e = -1000; e <= 1000; e++)
            Assert.Equal(e, StableLog2.Of(Math.ScaleB(1, e)));
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.Epsilon)]
    public void StableLog2_NotANormalPositive_Throws(double x) =>
        Assert.Contains("normal number above 0", Assert.Throws<ArgumentOutOfRangeException>(() => StableLog2.Of(x)).Message);
}
