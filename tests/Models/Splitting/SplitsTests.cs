using RecPipeline.Models.Splitting;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Splitting;

public sealed class SplitsTests
{
    [Theory]
    [InlineData("hash_20", 5)]
    [InlineData("hash_10", 10)]
    public void Folds_OfHashSplits_TestEveryRowOnce(string protocol, int folds)
    {
        var split = Splits.Named(protocol);
        Assert.Equal(folds, split.Folds);
        var tested = new int[MovieLens.LatestSmall.Count];
        for (int fold = 0; fold < folds; fold++)
            foreach (int row in RowsOf(split.Assign(MovieLens.LatestSmall, fold, 42), RowRole.Test))
                tested[row]++;
        Assert.All(tested, times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData("strong_liked")]
    [InlineData("strong_all")]
    public void Folds_OfHeldOutUsers_NeverTestAUserTwice(string protocol)
    {
        var split = Splits.Named(protocol);
        var users = Enumerable.Range(0, split.Folds).SelectMany(fold =>
            RowsOf(split.Assign(MovieLens.LatestSmall, fold, 42), RowRole.Test).Select(row => MovieLens.LatestSmall.UserIndex[row]).Distinct()).ToArray();
        Assert.Equal(users.Length, users.Distinct().Count());
        Assert.InRange(users.Length, 590, 610);
    }

    [Fact]
    public void Definition_OfEachProtocol_IsOneLineOfItsOwn()
    {
        var definitions = Splits.Names.Select(name => Splits.Named(name).Definition).ToArray();
        Assert.Equal(definitions.Length, definitions.Distinct().Count());
        Assert.DoesNotContain(definitions, text => text.Contains('\n', StringComparison.Ordinal));
        Assert.Contains("in [2000 f, 2000 (f + 1))", Splits.Named("hash_20").Definition, StringComparison.Ordinal);
        Assert.Contains("ratings of 4.0 or more", Splits.Named("strong_liked").Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void Assign_OtherSeed_OtherTestRows()
    {
        var split = Splits.Named("hash_20");
        Assert.NotEqual(split.Assign(MovieLens.LatestSmall, 0, 42), split.Assign(MovieLens.LatestSmall, 0, 43));
    }

    [Fact]
    public void Assign_UserWithOneRow_OnlyTrains()
    {
        var rows = new RatingRows([0, 1, 1], [0, 0, 1], [4f, 4f, 4f], [1, 1, 2], [1, 2], [1, 2]);
        Assert.Equal([RowRole.Train, RowRole.Train, RowRole.Test], Splits.Named("loo_last").Assign(rows, 0, 42));
        Assert.All(Splits.Named("temporal20").Assign(rows, 0, 42), role => Assert.Equal(RowRole.Train, role));
    }

    [Fact]
    public void Check_HiddenRowBeforeTrainRow_IsNamed()
    {
        var rows = new RatingRows([0, 0], [0, 1], [4f, 4f], [10, 20], [1], [1, 2]);
        var report = LeakageProof.Check(rows, [RowRole.Test, RowRole.Train], Splits.Named("loo_last"));
        Assert.Equal(1, report.Violations);
        Assert.Equal("user index 0: a hidden row at 10 is earlier than a train row at 20", report.FirstViolations[0]);
    }

    [Fact]
    public void Check_HeldOutUserWithTrainRow_IsNamed()
    {
        var rows = new RatingRows([0, 0], [0, 1], [4f, 4f], [10, 20], [1], [1, 2]);
        var report = LeakageProof.Check(rows, [RowRole.FoldIn, RowRole.Train], Splits.Named("strong_all"));
        Assert.Equal("user index 0 is held out but has 1 train rows", Assert.Single(report.FirstViolations));
    }

    [Fact]
    public void Check_OneCellInTrainAndTest_IsNamed()
    {
        var rows = new RatingRows([0, 0], [1, 1], [4f, 4f], [10, 20], [1], [1, 2]);
        var report = LeakageProof.Check(rows, [RowRole.Train, RowRole.Test], Splits.Named("hash_20"));
        Assert.False(report.Passed);
        Assert.Contains("user index 0, item index 1", report.FirstViolations[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Named_Unknown_ListsTheNames() => Assert.Contains(
        "choose from hash_10, hash_20", Assert.Throws<ArgumentException>(() => Splits.Named("random")).Message, StringComparison.Ordinal);

    [Fact]
    public void Assign_FoldOutside_SaysHowManyThereAre() => Assert.Contains(
        "has folds 0 to 4; fold 5",
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Named("hash_20").Assign(MovieLens.LatestSmall, 5, 42)).Message,
        StringComparison.Ordinal);

    private static IEnumerable<int> RowsOf(RowRole[] roles, RowRole wanted) => Enumerable.Range(0, roles.Length).Where(row => roles[row] == wanted);
}
