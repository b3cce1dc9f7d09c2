using System.Text;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Models.Tests.Splitting;

public sealed class UserSampleTests
{
    private static readonly RawIds Ids = RawIds.Of([.. Enumerable.Range(1, 500).Select(id => 3L * id)]);
    private static readonly int[] Users = [.. Enumerable.Range(0, 500).Where(user => user % 3 != 1)];

    [Theory]
    [InlineData(0)]
    [InlineData(333)]
    [InlineData(1000)]
    public void Draw_AsManyAsThereAreOrAll_TakesAll(int most)
    {
        var sample = UserSample.Draw(Users, Ids, 42, most);
        Assert.Equal((333, false), (sample.Of, sample.IsPartial));
        Assert.Equal(Users, sample.Users);
    }

    [Fact]
    public void Draw_Fewer_TakesThoseWithTheSmallestHashesInOrderOfTheirIndex()
    {
        var sample = UserSample.Draw(Users, Ids, 42, 20);
        Assert.Equal(Users.OrderBy(user => SplitHash.Hash(42, 3L * (user + 1))).Take(20).Order(), sample.Users);
        Assert.Equal((333, true), (sample.Of, sample.IsPartial));
    }

    [Fact]
    public void Draw_More_HoldsTheSmallerSample()
    {
        for (int most = 1; most < Users.Length; most++)
            Assert.Empty(UserSample.Draw(Users, Ids, 42, most).Users.Except(UserSample.Draw(Users, Ids, 42, most + 1).Users));
    }

    [Fact]
    public void Draw_OtherSeed_OtherUsers() =>
        Assert.NotEqual(UserSample.Draw(Users, Ids, 42, 20).Users, UserSample.Draw(Users, Ids, 43, 20).Users);

    [Fact]
    public void Draw_OtherUsersBeside_ChangeNobodysPlaceInTheOrder()
    {
        int[] few = [.. Users.Where(user => user % 2 == 0)];
        var all = UserSample.Draw(Users, Ids, 42, 50).Users;
        Assert.Subset(UserSample.Draw(few, Ids, 42, 50).Users.ToHashSet(), all.Where(few.Contains).ToHashSet());
    }

    [Fact]
    public void Draw_IdsThatAreTexts_HashesTheirBytes()
    {
        string[] names = ["a", "bb", "ccc", "dddd", "e"];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(names));
        int[] offsets = [0, 1, 3, 6, 10, 11];
        var sample = UserSample.Draw([0, 1, 2, 3, 4], RawIds.Of(new Utf8Ids(offsets, bytes)), 7, 2);
        Assert.Equal(Enumerable.Range(0, 5).OrderBy(user => SplitHash.HashUtf8(7, Encoding.UTF8.GetBytes(names[user]))).Take(2).Order(), sample.Users);
    }
}
