using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class RatingRulesTests
{
    private static readonly RatingRules Rules = RatingRules.MovieLens(1_600_000_000, new IdSet([1, 2, 9_000_000_000]));

    // The limits are those of the golden data: 0.5 to 5.0 by halves, ids from 1, 1995-01-01 to 1600000000.
    [Theory]
    [InlineData(1, 2, 0.5f, 788918400, RejectReason.None)]
    [InlineData(9000000000, 9000000000, 5.0f, 1600000000, RejectReason.None)]
    [InlineData(0, 2, 9.0f, 0, RejectReason.Id)]
    [InlineData(1, -4, 3.0f, 1000000000, RejectReason.Id)]
    [InlineData(1, 2, 0.0f, 0, RejectReason.Scale)]
    [InlineData(1, 2, 5.3f, 1000000000, RejectReason.Scale)]
    [InlineData(1, 2, float.NaN, 1000000000, RejectReason.Scale)]
    [InlineData(1, 2, 3.3f, 0, RejectReason.Step)]
    [InlineData(1, 2, 3.25f, 1000000000, RejectReason.Step)]
    [InlineData(1, 3, 3.0f, 788918399, RejectReason.Time)]
    [InlineData(1, 2, 3.0f, 1600000001, RejectReason.Time)]
    [InlineData(1, 3, 3.0f, 1000000000, RejectReason.UnknownItem)]
    public void Check_EachLimit_GivesTheFirstReasonInOrder(long user, long item, float rating, long timestamp, RejectReason expected) =>
        Assert.Equal(expected, Rules.Check(user, item, rating, timestamp));

    [Fact]
    public void Check_StepThatBinaryFractionsCannotHold_AcceptsEveryMultiple()
    {
        var rules = RatingRules.Generic with { RatingStep = 0.1 };
        for (int tenth = -100; tenth <= 100; tenth++)
            Assert.Equal(RejectReason.None, rules.Check(1, 1, tenth / 10f, 0));
        Assert.Equal(RejectReason.Step, rules.Check(1, 1, 3.25f, 0));
    }

    [Fact]
    public void Check_Generic_RefusesNothingFinite()
    {
        Assert.Equal(RejectReason.None, RatingRules.Generic.Check(long.MinValue, -1, float.MaxValue, RatingRules.Latest));
        Assert.Equal(RejectReason.Time, RatingRules.Generic.Check(1, 1, 1, RatingRules.Latest + 1));
        Assert.Equal(RatingRules.Latest, DateTimeOffset.Parse("2200-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds());
        Assert.Equal(RejectReason.None, RatingRules.Generic.Check(0, 0, float.MinValue, long.MinValue));
        Assert.Equal(RejectReason.Scale, RatingRules.Generic.Check(1, 1, float.PositiveInfinity, 0));
    }

    [Fact]
    public void Check_Implicit_NeedsConfidenceAboveZero()
    {
        Assert.Equal(RejectReason.Scale, RatingRules.Implicit.Check(1, 1, 0f, 0));
        Assert.Equal(RejectReason.Scale, RatingRules.Implicit.Check(1, 1, -1f, 0));
        Assert.Equal(RejectReason.None, RatingRules.Implicit.Check(1, 1, float.Epsilon, 0));
    }

    [Fact]
    public void Name_EveryReason_IsTheGoldenSpelling() => Assert.Equal(
        ["blank", "encoding", "columns", "number", "id", "scale", "step", "time", "unknownItem", "duplicateExact", "duplicateConflict"],
        RejectReasons.All.Select(RejectReasons.Name));
}
