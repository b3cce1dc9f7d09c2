using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class RowAccountTests
{
    [Fact]
    public void Balanced_CountsThatAddUp_IsTrueAndAnyOtherCountIsNot()
    {
        var counts = new long[12];
        (counts[(int)RejectReason.Blank], counts[(int)RejectReason.UnknownItem]) = (2, 5);
        (counts[(int)RejectReason.DuplicateExact], counts[(int)RejectReason.DuplicateConflict]) = (1, 4);
        var account = RowAccount.Of(20, 8, counts);
        Assert.True(account.Balanced);
        Assert.Equal([new(RejectReason.Blank, 2), new KeyValuePair<RejectReason, long>(RejectReason.UnknownItem, 5)], account.Rejected);
        Assert.Equal((1, 4, 0.6), (account.DuplicateExact, account.DuplicateConflict, account.RejectedShare));
        Assert.False((account with { Kept = 9 }).Balanced);
        Assert.False((account with { RowsIn = 21 }).Balanced);
        Assert.False((account with { DuplicateExact = 0 }).Balanced);
    }

    [Fact]
    public void Balanced_MergedAndFilteredRows_CountAndAreNoFaults()
    {
        var counts = new long[Enum.GetValues<RejectReason>().Length];
        (counts[(int)RejectReason.NullRating], counts[(int)RejectReason.Event], counts[(int)RejectReason.Scale]) = (3, 4, 1);
        var account = RowAccount.Of(20, 5, counts).With(new Dictionary<string, long> { ["minUserRatings"] = 2 }) with { Merged = 5 };
        Assert.True(account.Balanced);
        Assert.Equal(["event 4", "minUserRatings 2", "nullRating 3"], account.Filtered.Select(each => $"{each.Key} {each.Value}").Order());
        Assert.Equal((1, 0.05), (account.RowsRejected, account.RejectedShare));
        Assert.False((account with { Merged = 4 }).Balanced);
    }

    [Fact]
    public void RejectedShare_NoRows_IsZero() => Assert.Equal(0, RowAccount.Of(0, 0, []).RejectedShare);
}
