using RecPipeline.Jobs.Stages;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>The search of weights on functions whose best point is known.</summary>
public sealed class BlendSearchTests
{
    [Theory]
    [InlineData(0.5, 0.25, 1)]
    [InlineData(0, 0, 0.75)]
    [InlineData(1, 1, 1)]
    public void Run_OneHill_ClimbsToItsTop(double first, double second, double third)
    {
        double[] top = [first, second, third];
        Assert.Equal(top, BlendSearch.Run(3, points => [.. points.Select(point => -point.Zip(top, (a, b) => (a - b) * (a - b)).Sum())]).Weights);
    }

    // A grid of twelve models would have 244 million points.
    [Fact]
    public void Run_TwelveModels_TriesSomeFiveTimesTheirSquare()
    {
        int trials = 0;
        BlendSearch.Run(12, points =>
        {
            trials += points.Length;
            return [.. points.Select(point => point.Select((weight, model) => weight * (model % 3)).Sum())];
        });
        Assert.InRange(trials, 1, 5 * 12 * 12);
    }

    [Fact]
    public void Run_NothingMeasured_IsTheFirstModelAlone() => Assert.Equal([1.0, 0], BlendSearch.Run(2, points => new double[points.Length]).Weights);

    [Fact]
    public void Run_NoModel_HasTheMeanOfNoWeights() => Assert.Equal(0.25, BlendSearch.Run(0, points => [.. points.Select(_ => 0.25)]).Mean);
}
