using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

public sealed class RatingFactsTests
{
    // user 0: two rows at one time; user 1: one row; user 2: three rows at two times
    private static readonly RatingRows Rows = new(
        [0, 0, 1, 2, 2, 2], [0, 1, 0, 0, 1, 2], [0, 1, 1, -2, 0.5f, 1], [7, 7, 9, 7, 7, 8], [10, 20, 30], [1, 2, 3]);

    [Fact]
    public void Of_RowsByHand_CountsLikesScaleAndTimes() => Assert.Equal(new RatingFacts(6, 4, -2, 1, 3, Compared: 2, OfOneTime: 1), RatingFacts.Of(Rows, 0.5));

    [Fact]
    public void Of_ThresholdAboveAll_LikesNothing()
    {
        var facts = RatingFacts.Of(Rows, 4);
        Assert.Equal((0, 0.0), (facts.Liked, facts.LikedShare));
    }

    [Fact]
    public void Of_NoRows_IsNone() => Assert.Equal(RatingFacts.None, RatingFacts.Of(new RatingRows([], [], [], [], [], []), 4));

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(610)]
    public void Add_PartsOfWholeUsers_AreTheWhole(int usersPerPart)
    {
        var rows = MovieLens.LatestSmall;
        var parts = Enumerable.Range(0, rows.Count).GroupBy(row => rows.UserIndex[row] / usersPerPart).Select(part => RatingFacts.Of(Pick(rows, [.. part]), 4));
        var whole = RatingFacts.Of(rows, 4);
        Assert.Equal(whole, parts.Aggregate(RatingFacts.None, (sum, part) => sum.Add(part)));
        Assert.Equal((100_836, 48_580, 0.5f, 5f, 610), (whole.Rows, whole.Liked, whole.Lowest, whole.Highest, whole.Compared));
    }

    private static RatingRows Pick(RatingRows rows, int[] at) => rows with
    {
        UserIndex = Array.ConvertAll(at, row => rows.UserIndex[row]),
        ItemIndex = Array.ConvertAll(at, row => rows.ItemIndex[row]),
        Rating = Array.ConvertAll(at, row => rows.Rating[row]),
        Timestamp = Array.ConvertAll(at, row => rows.Timestamp[row]),
    };
}
