using RecPipeline.Models.Contract;
using RecPipeline.Models.Rbm;

namespace RecPipeline.Models.Tests.Rbm;

public sealed class RatingClassesTests
{
    [Fact]
    public void Of_HalfStars_AreAClassEach()
    {
        var classes = RatingClasses.Of([3.5f, 0.5f, 5, 3.5f, 0.5f], 10);
        Assert.Equal([0.5f, 3.5f, 5f], classes.Values);
        Assert.Equal([1, 0, 2, 1, 0], classes.ClassesOf([3.5f, 0.5f, 5, 3.5f, 0.5f]));
    }

    [Fact]
    public void Of_MoreValuesThanClasses_PutsNeighboursTogether()
    {
        var classes = RatingClasses.Of([2f, 1f, 3f, 2f], 2);
        Assert.Equal([1f, 7f / 3], classes.Values);
        Assert.Equal([0, 1, 1], classes.ClassesOf([1f, 2f, 3f]));
    }

    [Fact]
    public void Of_PercentScale_HasClassesOfTenNeighbours()
    {
        float[] percent = [.. Enumerable.Range(0, 100).Select(value => (float)value)];
        var classes = RatingClasses.Of(percent, 10);
        Assert.Equal([.. Enumerable.Range(0, 10).Select(of => (10 * of) + 4.5f)], classes.Values);
        Assert.Equal(percent.Select(value => (int)value / 10), classes.ClassesOf(percent));
    }

    // Ranges of equal width would put all but one together.
    [Fact]
    public void Of_OneFarValue_KeepsTheOthersApart() => Assert.Equal(
        [1.5f, 3.5f, 5.5f, 7.5f, 504.5f], RatingClasses.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000], 5).Values);

    [Fact]
    public void Of_Nothing_IsOneClass() => Assert.Equal(1, RatingClasses.Of([], 10).Count);

    [Fact]
    public void Of_NoNumber_IsRefused() => Assert.Equal(
        "Model rbm: there is the rating 'NaN'. Clean the ratings first.",
        Assert.Throws<ModelException>(() => RatingClasses.Of([1, float.NaN], 10)).Message);
}
