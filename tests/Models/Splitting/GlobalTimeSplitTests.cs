using RecPipeline.Models.Splitting;

namespace RecPipeline.Models.Tests.Splitting;

/// <summary>One moment for all rows, by hand and at random.</summary>
public class GlobalTimeSplitTests
{
    private const long Day = 86_400;

    private static readonly GlobalTimeSplit Once = new("global_time", 1, likedThreshold: 4), Rolling = new("rolling", 2, likedThreshold: 4);

    // Ten rows on days 0, 0, 1, 1, 2, 2, 3, 3, 4, 5: the last fifth begins with day 4.
    private static readonly RatingRows Rows = new(
        [0, 0, 0, 0, 1, 1, 1, 2, 2, 3],
        [0, 1, 2, 3, 0, 1, 2, 0, 1, 0],
        [5, 4, 5, 5, 5, 2, 3, 4, 5, 5],
        [0, Day, 2 * Day, 4 * Day, 0, 3 * Day, 3 * Day, Day + 5, (2 * Day) + 7, (5 * Day) + 1],
        [10, 11, 12, 13], [20, 21, 22, 23]);

    [Fact]
    public void Assign_RowsOfTheLastDays_HidesWhatKnownUsersLikedOfKnownItems()
    {
        var roles = Once.Assign(Rows, fold: 0, seed: 1);
        // Row 3 is of an item that nobody had before day 4, row 9 of a user who was not there.
        Assert.Equal([RowRole.Dropped, RowRole.Dropped], [roles[3], roles[9]]);
        Assert.All(roles.Where((_, row) => row is not (3 or 9)), role => Assert.Equal(RowRole.Train, role));
        Assert.Equal(RowRole.Test, Once.Assign(Rows with { ItemIndex = [0, 1, 2, 3, 0, 1, 3, 0, 1, 0] }, 0, 1)[3]);
    }

    [Fact]
    public void WindowOf_Folds_ShareTheLastFifthByDays()
    {
        var days = new SortedDictionary<long, long>();
        GlobalTimeSplit.CountDays(Rows.Timestamp, days);
        Assert.Equal([2, 2, 2, 2, 1, 1], days.Values);
        Assert.Equal(new TimeWindow(4 * Day, long.MaxValue), Once.WindowOf(days, 0));
        Assert.Equal(new TimeWindow(4 * Day, 5 * Day), Rolling.WindowOf(days, 0));
        Assert.Equal(new TimeWindow(5 * Day, long.MaxValue), Rolling.WindowOf(days, 1));
    }

    [Fact]
    public void CountDays_BeforeTheEpoch_FallsOnTheDayThatItIsPartOf()
    {
        var days = new SortedDictionary<long, long>();
        GlobalTimeSplit.CountDays([-1, -Day, -Day - 1, 0], days);
        Assert.Equal([(-2L, 1L), (-1, 2), (0, 1)], days.Select(day => (day.Key, day.Value)));
    }

    [Fact]
    public void Assign_AllRowsOfOneDay_HidesNothing() =>
        Assert.All(Once.Assign(Rows with { Timestamp = new long[10] }, 0, 1), role => Assert.Equal(RowRole.Train, role));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Assign_RandomRows_KeepsTheGlobalOrder_AndPartsOfUsersGiveTheSame(int fold)
    {
        var rows = RandomRows(seed: 5);
        var roles = Rolling.Assign(rows, fold, seed: 1);
        var proof = LeakageProof.Check(rows, roles, Rolling);
        Assert.True(proof.Passed && proof.HiddenRows > 5 && proof.LastTrain < proof.FirstHidden, proof.ToString());
        Assert.Equal(roles, InParts(rows, fold));
    }

    [Fact]
    public void Check_ATrainRowLaterThanAHiddenOne_IsAViolationWhoeversItIs()
    {
        var rows = RandomRows(seed: 6);
        var roles = Once.Assign(rows, 0, 1);
        int later = Enumerable.Range(0, rows.Count).Where(row => roles[row] != RowRole.Train).MaxBy(row => rows.Timestamp[row]);
        roles[later] = RowRole.Train;
        var proof = LeakageProof.Check(rows, roles, Once);
        Assert.False(proof.Passed);
        Assert.EndsWith($"is not later than a train row at {rows.Timestamp[later]}", proof.FirstViolations[^1], StringComparison.Ordinal);
    }

    // As executors do it: days and known items of all, then users in two parts.
    private static RowRole[] InParts(RatingRows rows, int fold)
    {
        var (days, known) = (new SortedDictionary<long, long>(), new bool[rows.Items]);
        int middle = rows.UserOffsets()[rows.Users / 2];
        RatingRows[] parts = [Part(rows, 0, middle), Part(rows, middle, rows.Count)];
        foreach (var part in parts)
            GlobalTimeSplit.CountDays(part.Timestamp, days);
        var window = Rolling.WindowOf(days, fold);
        foreach (var part in parts)
            GlobalTimeSplit.MarkKnownItems(part.ItemIndex, part.Timestamp, window, known);
        return [.. parts.SelectMany(part => Rolling.Assign(part, window, known))];
    }

    private static RatingRows Part(RatingRows rows, int first, int end) => rows with
    {
        UserIndex = rows.UserIndex[first..end], ItemIndex = rows.ItemIndex[first..end], Rating = rows.Rating[first..end],
        Timestamp = rows.Timestamp[first..end],
    };

    private static RatingRows RandomRows(int seed)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, 40).SelectMany(user => Enumerable.Range(0, 30).Select(item => (user, item)))
            .Where(_ => random.NextDouble() < 0.3).ToArray();
        return new RatingRows(
            [.. cells.Select(cell => cell.user)], [.. cells.Select(cell => cell.item)], [.. cells.Select(_ => random.Next(1, 6))],
            [.. cells.Select(_ => random.NextInt64(100 * Day))], [.. Enumerable.Range(0, 40).Select(id => (long)id)],
            [.. Enumerable.Range(0, 30).Select(id => (long)id)]);
    }
}
