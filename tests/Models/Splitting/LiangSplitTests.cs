using System.Security.Cryptography;
using System.Text;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

/// <summary>The protocol liang beside numbers from an implementation in another language (the definition's words, a hash of its own, sorted lists).</summary>
public sealed class LiangSplitTests
{
    [Theory]
    [InlineData(0, 483, 5855, 39_917, 60, 3521, 853, "66ba79accde6d0628e5f7bc1c8dc003807599608f95b7e97cb4c8d8d62b37661")]
    [InlineData(100, 403, 5600, 34_667, 100, 5614, 1359, "f7cc21c38b990b712ca7d201ae55d7d7380963eb4bb5670765a729f0fe62063e")]
    public void Assign_LatestSmall_HoldsOutATenthOrAsManyAsAsked(int users, int trainUsers, int items, int trainRows, int testUsers, int history, int targets, string sha256)
    {
        var rows = MovieLens.LatestSmall;
        var split = new LiangSplit(users);
        var roles = split.Assign(rows, 0, 42);
        Assert.Equal((trainUsers, items, trainRows), (Distinct(rows.UserIndex, roles, RowRole.Train), Distinct(rows.ItemIndex, roles, RowRole.Train), Count(roles, RowRole.Train)));
        Assert.Equal((testUsers, history, targets), (Distinct(rows.UserIndex, roles, RowRole.Test), Count(roles, RowRole.FoldIn), Count(roles, RowRole.Test)));
        Assert.Equal(sha256, Sha256(rows, roles, RowRole.Test));
        Assert.True(LeakageProof.Check(rows, roles, split).Passed);
    }

    [Fact]
    public void Assign_ValidationUsers_AreTheNextOnes()
    {
        var roles = new LiangSplit().Assign(MovieLens.LatestSmall, 0, 42);
        Assert.Equal((3055, 735), (Count(roles, RowRole.ValidationFoldIn), Count(roles, RowRole.ValidationTest)));
        Assert.Equal("fa77e6d42f841304f54c2d4feb46514934f8dc90c307781c3794a6223a6a7e8f", Sha256(MovieLens.LatestSmall, roles, RowRole.ValidationTest));
    }

    [Fact]
    public void Assign_MoreUsersThanThereAre_StillTrains()
    {
        var roles = new LiangSplit(100_000).Assign(MovieLens.LatestSmall, 0, 42);
        Assert.Equal(603 - 402, Distinct(MovieLens.LatestSmall.UserIndex, roles, RowRole.Train));
    }

    private static int Count(RowRole[] roles, RowRole wanted) => roles.Count(role => role == wanted);

    private static int Distinct(int[] index, RowRole[] roles, RowRole wanted) => index.Where((_, row) => roles[row] == wanted).Distinct().Count();

    private static string Sha256(RatingRows rows, RowRole[] roles, RowRole wanted) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(
        Enumerable.Range(0, rows.Count).Where(row => roles[row] == wanted).Select(row => $"{rows.UserIds[rows.UserIndex[row]]},{rows.ItemIds[rows.ItemIndex[row]]}\n")))));
}
