using System.Text.Json;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class CountFiltersTests
{
    // Expected values: tests/golden/cleaning/cleaning.json, computed by another program from the two editions of MovieLens latest-small.
    [EditionFact("ml-latest-small")]
    public void Keep_MovieLens2018_DropsTheGoldenUsersAndItems() => CheckEdition("ml-latest-small", users: 610, items: 9724, kept: 80_367);

    [EditionFact("ml-latest-small-2016")]
    public void Keep_MovieLens2016_DropsTheGoldenUsersAndItems() => CheckEdition("ml-latest-small-2016", users: 671, items: 9066, kept: 80_398);

    [Fact]
    public void Bounds_WorkedByHand_UsesTheSampleDeviation()
    {
        // Counts 2 4 4 4 5 5 7 9: mean 5, sum of squares about it 32, so sd = sqrt(32/7).
        var bounds = SigmaRule.Bounds([2, 4, 4, 4, 5, 5, 7, 9], 1);
        Assert.Equal((5.0, Math.Sqrt(32.0 / 7)), (bounds.Mean, bounds.StandardDeviation));
        Assert.Equal([false, true, true, true, true, true, true, false], SigmaRule.Keep([2, 4, 4, 4, 5, 5, 7, 9], 1));
    }

    [Fact]
    public void Keep_EqualCountsOrOneOrNone_DropsNobody()
    {
        Assert.Equal([true, true, true], SigmaRule.Keep([3, 3, 3]));
        Assert.Equal([true], SigmaRule.Keep([int.MaxValue]));
        Assert.Empty(SigmaRule.Keep([]));
    }

    private static void CheckEdition(string edition, int users, int items, int kept)
    {
        var golden = Golden(edition);
        var (userIds, table) = MovieLensSample.Read(MovieLensSample.Path(edition)!, users, items);
        CheckUsers(golden, userIds, table.CountByUser(users));
        CheckItems(golden, table.CountByItem(items));
        var (keepUser, keepItem) = (SigmaRule.Keep(table.CountByUser(users)), SigmaRule.Keep(table.CountByItem(items)));
        Assert.Equal(kept, table.Where(keepUser, All(items)).Count);
        Assert.Equal(golden.GetProperty("itemSigma_sample").GetProperty("ratingsKept").GetInt32(), table.Where(All(users), keepItem).Count);
    }

    private static void CheckUsers(JsonElement golden, long[] userIds, int[] counts)
    {
        var (bounds, sigma) = (SigmaRule.Bounds(counts), golden.GetProperty("sigma_sample"));
        // Integer sums against a floating-point reference: 12 digits agree.
        Assert.Equal(golden.GetProperty("meanPerUser").GetDouble(), bounds.Mean, 1e-10);
        Assert.Equal(sigma.GetProperty("sd").GetDouble(), bounds.StandardDeviation, 1e-10);
        Assert.Equal(sigma.GetProperty("upperBound").GetDouble(), bounds.Upper, 1e-9);
        Assert.Equal(DroppedUsers(golden), Dropped(userIds, counts, SigmaRule.Keep(counts)));
    }

    private static void CheckItems(JsonElement golden, int[] counts)
    {
        var counters = golden.GetProperty("counters");
        Assert.Equal(golden.GetProperty("itemSigma_sample").GetProperty("itemsDropped").GetInt32(), SigmaRule.Keep(counts).Count(kept => !kept));
        Assert.Equal(counters.GetProperty("itemsRatedOnce").GetInt32(), MinimumCount.Keep(counts, 2).Count(kept => !kept));
        Assert.Equal(counters.GetProperty("itemsBelow5").GetInt32(), MinimumCount.Keep(counts, 5).Count(kept => !kept));
    }

    private static bool[] All(int count) => MinimumCount.Keep(new int[count], 0);

    private static JsonElement Golden(string edition) =>
        JsonDocument.Parse(File.ReadAllText(MovieLensSample.Golden("cleaning.json"))).RootElement.GetProperty(edition);

    private static List<(long, int)> DroppedUsers(JsonElement golden) =>
        [.. golden.GetProperty("sigma_sample").GetProperty("droppedUsers").EnumerateArray().Select(pair => (pair[0].GetInt64(), pair[1].GetInt32()))];

    private static List<(long, int)> Dropped(long[] ids, int[] counts, bool[] keep) =>
        [.. Enumerable.Range(0, ids.Length).Where(u => !keep[u]).Select(u => (ids[u], counts[u]))];
}
