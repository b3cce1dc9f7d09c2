using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class DeduplicatorTests
{
    private sealed record Row(int User, int Item, float Rating, long Timestamp);

    [Fact]
    public void Run_DocumentedExample_KeepsTheLatest()
    {
        Row[] rows = [new(0, 5, 3f, 10), new(0, 5, 4f, 20), new(0, 2, 1f, 5), new(0, 5, 4f, 20)];
        var result = Deduplicator.Run(Table(rows), 1, DuplicateRule.Latest, 1);
        Assert.Equal([rows[2], rows[1]], Rows(result.Kept));
        Assert.Equal([0, 3], result.DroppedRows);
        Assert.Equal([RejectReason.DuplicateConflict, RejectReason.DuplicateExact], result.DroppedReasons);
        Assert.Equal((1, 1), (result.CountExact, result.CountConflict));
    }

    [Theory]
    [InlineData(DuplicateRule.Latest, 2f)]
    [InlineData(DuplicateRule.Max, 5f)]
    [InlineData(DuplicateRule.Sum, 8.5f)]
    public void Run_EachRule_DecidesTheRating(DuplicateRule rule, float expected)
    {
        Row[] rows = [new(1, 0, 5f, 1), new(1, 0, 2f, 9), new(1, 0, 1.5f, 9)];
        var kept = Assert.Single(Rows(Deduplicator.Run(Table(rows), 2, rule, 2).Kept));
        Assert.Equal(expected, kept.Rating);
        Assert.Equal([5f, 2f, 1.5f], rows.Select(row => row.Rating));
    }

    [Theory]
    [InlineData(DuplicateRule.Latest)]
    [InlineData(DuplicateRule.Max)]
    [InlineData(DuplicateRule.Sum)]
    public void Run_RandomRowsOnAnyThreads_GivesWhatThePlainTwinGives(DuplicateRule rule)
    {
        const int seed = 77, users = 60, items = 40;
        var random = new Random(seed);
        Row[] rows = [.. Enumerable.Range(0, 5000).Select(_ => new Row(
            (int)(users * random.NextDouble() * random.NextDouble()), random.Next(items), random.Next(1, 11) / 2f, random.Next(20)))];
        var (kept, dropped) = Plain(rows, rule);
        Assert.True(kept.Count is > 500 and < 4000, $"seed {seed} gives {kept.Count} kept rows, which tests little");
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var result = Deduplicator.Run(Table(rows), users, rule, threads);
            Assert.Equal(kept, Rows(result.Kept));
            Assert.Equal(dropped, result.DroppedRows.Zip(result.DroppedReasons));
            Assert.Equal(kept.Count, result.UserOffsets[users]);
            for (int user = 0; user < users; user++)
                Assert.All(Rows(result.Kept)[result.UserOffsets[user]..result.UserOffsets[user + 1]], row => Assert.Equal(user, row.User));
        }
    }

    [Fact]
    public void Run_NoRowsOrNoDuplicates_DropsNothing()
    {
        var none = Deduplicator.Run(Table([]), 3, DuplicateRule.Latest, 2);
        Assert.Equal((0, 0), (none.Kept.Count, none.DroppedRows.Length));
        Assert.Equal([0, 0, 0, 0], none.UserOffsets);
        Row[] sorted = [new(0, 1, 3f, 1), new(2, 0, 3f, 1), new(2, 1, 3f, 1)];
        Assert.Equal(sorted, Rows(Deduplicator.Run(Table(sorted), 3, DuplicateRule.Latest, 7).Kept));
    }

    private static (List<Row> Kept, List<(int, RejectReason)> Dropped) Plain(Row[] rows, DuplicateRule rule)
    {
        var (kept, dropped) = (new List<Row>(), new List<(int, RejectReason)>());
        foreach (var same in Enumerable.Range(0, rows.Length).GroupBy(i => (rows[i].User, rows[i].Item)).OrderBy(group => group.Key))
        {
            // LINQ's ordering is stable, so of equal rows the first one wins.
            var ranked = rule == DuplicateRule.Max
                ? same.OrderByDescending(i => rows[i].Rating).ThenByDescending(i => rows[i].Timestamp)
                : same.OrderByDescending(i => rows[i].Timestamp).ThenByDescending(i => rows[i].Rating);
            int winner = ranked.First();
            kept.Add(rule == DuplicateRule.Sum ? rows[winner] with { Rating = (float)same.Sum(i => (double)rows[i].Rating) } : rows[winner]);
            dropped.AddRange(same.Where(i => i != winner).Select(i =>
                (i, rows[i] == rows[winner] ? RejectReason.DuplicateExact : RejectReason.DuplicateConflict)));
        }
        return (kept, [.. dropped.Order()]);
    }

    private static RatingTable Table(Row[] rows) => new(
        [.. rows.Select(row => row.User)], [.. rows.Select(row => row.Item)], [.. rows.Select(row => row.Rating)], [.. rows.Select(row => row.Timestamp)]);

    private static Row[] Rows(RatingTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(i => new Row(table.User[i], table.Item[i], table.Rating[i], table.Timestamp[i]))];
}
