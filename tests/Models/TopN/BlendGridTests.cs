using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class BlendGridTests
{
    [Fact]
    public void For_TwoModels_IsTheListOfTheComment() => Assert.Equal(
        [[0, 1], [0.25, 1], [0.5, 1], [0.75, 1], [1, 0], [1, 0.25], [1, 0.5], [1, 0.75], [1, 1]], BlendGrid.For(2));

    [Fact]
    public void For_ThreeModels_HasNoPointTwiceUpToScale()
    {
        var grid = BlendGrid.For(3).ToArray();
        Assert.Equal((5 * 5 * 5) - (4 * 4 * 4), grid.Length);
        Assert.Equal(grid.Length, grid.Select(weights => string.Join(' ', weights)).Distinct().Count());
    }

    // All points of 16 models would take petabytes.
    [Fact]
    public void For_ManyModels_IsMadePointByPoint() => Assert.Equal(
        [[.. new double[15], 1], [.. new double[14], 0.25, 1]], BlendGrid.For(16).Take(2));
}
