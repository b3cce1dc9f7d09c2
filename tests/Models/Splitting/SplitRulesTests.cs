using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

/// <summary>Protocols that ask for likes on data of another scale: what is liked is the run's threshold, nowhere a number of stars.</summary>
public sealed class SplitRulesTests
{
    private static readonly RatingRows Stars = MovieLens.LatestSmall;
    private static readonly RatingRows Percent = Stars with { Rating = Array.ConvertAll(Stars.Rating, rating => rating * 20) }; // 10 … 100

    [Theory]
    [InlineData("loo_last_ge4")]
    [InlineData("strong_liked")]
    [InlineData("liang")]
    public void Assign_OtherScale_FollowsTheThreshold(string protocol)
    {
        var roles = Splits.Named(protocol, new SplitRules(70)).Assign(Percent, 0, 42);
        Assert.Equal(Splits.Named(protocol, new SplitRules(3.5)).Assign(Stars, 0, 42), roles);
        Assert.NotEqual(Splits.Named(protocol).Assign(Stars, 0, 42), roles);
        Assert.Equal(Splits.Named(protocol).Assign(Stars, 0, 42), Splits.Named(protocol, new SplitRules(80)).Assign(Percent, 0, 42));
        var used = Enumerable.Range(0, roles.Length).Where(row => protocol == "loo_last_ge4" ? roles[row] == RowRole.Test : roles[row] != RowRole.Dropped);
        Assert.All(used, row => Assert.InRange(Percent.Rating[row], 70, 100));
    }

    [Theory]
    [InlineData("hash_20")]
    [InlineData("loo_last")]
    [InlineData("strong_all")]
    public void Assign_ProtocolsOfAllRatings_LookAtNoThreshold(string protocol) =>
        Assert.Equal(Splits.Named(protocol).Assign(Stars, 0, 42), Splits.Named(protocol, new SplitRules(70)).Assign(Stars, 0, 42));

    [Fact]
    public void Definition_OtherThreshold_NamesIt()
    {
        var rules = new SplitRules(0.25);
        Assert.Contains("among ratings of at least 0.25;", Splits.Named("loo_last_ge4", rules).Definition, StringComparison.Ordinal);
        Assert.Contains("at least 5 ratings of 0.25 or more,", Splits.Named("strong_liked", rules).Definition, StringComparison.Ordinal);
        Assert.StartsWith("ratings of 0.25 or more of users", Splits.Named("liang", rules).Definition, StringComparison.Ordinal);
        Assert.StartsWith("ratings of 4.0 or more of users", Splits.Named("liang").Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void NeedsTimes_IsSaidOfProtocolsThatHideLaterRows()
    {
        Assert.Equal(["temporal20", "loo_last", "loo_last_ge4", "global_time", "rolling"], Splits.Names.Where(Splits.NeedsTimes));
        var noTimes = Stars with { Timestamp = new long[Stars.Count] };
        Assert.All(Splits.Names.Where(name => !Splits.NeedsTimes(name)), name =>
            Assert.Equal(Splits.Named(name).Assign(Stars, 0, 42), Splits.Named(name).Assign(noTimes, 0, 42)));
    }
}
