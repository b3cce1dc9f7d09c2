namespace RecPipeline.Evaluation.Tests;

/// <summary>The best of several models and the others beside it.</summary>
public class BestModelTests
{
    // By hand: .01 · 4, .013 · 3, .03 · 2, .04 · 1; none falls below the one before it.
    [Fact]
    public void Holm_FourValuesInAnyOrder_AreThoseByHand() => Close([.06, .04, .06, .04], BestModel.Holm([.03, .01, .04, .013]));

    [Fact]
    public void Holm_LargeValues_AreAtMostOne_AndNaNIsOne() => Close([1, 1, .3], BestModel.Holm([.6, double.NaN, .1]));

    [Fact]
    public void Of_AClearlyWorseModelAndAnEqualOne_TellsOnlyTheFirstApart()
    {
        var random = new Random(3);
        double[] good = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var values = new Dictionary<string, double[]>
        {
            ["worse"] = [.. good.Select(value => value - 0.2 + (0.1 * random.NextDouble()))],
            ["best"] = good,
            ["alike"] = [.. good.Select((value, user) => value - 0.001 + (user % 2 == 0 ? 0.1 : -0.1))],
        };
        var (best, others) = BestModel.Of(values, isLowerBetter: false, seed: 1)!.Value;
        Assert.Equal(("best", "worse", "alike"), (best, others[0].Model, others[1].Model));
        Assert.Equal([true, false], others.Select(each => each.IsToldApart));
        Assert.Equal(2 * 2.0 / (Bootstrap.DefaultResamples + 1), others[0].AdjustedP, 12);
        Assert.True(others[0].Result.Difference > 0.1, others[0].ToString());
        Assert.Equal("worse", BestModel.Of(values, isLowerBetter: true, seed: 1)!.Value.Best);
    }

    [Fact]
    public void Of_OneModelOrNobody_IsNothing()
    {
        Assert.Null(BestModel.Of(new Dictionary<string, double[]> { ["a"] = [1] }, false, 1));
        Assert.Null(BestModel.Of(new Dictionary<string, double[]> { ["a"] = [double.NaN], ["b"] = [double.NaN] }, false, 1));
    }

    private static void Close(double[] expected, double[] found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 12));
}
