using RecPipeline.Formats.Columns;
using RecPipeline.Udfs.Evaluating;

namespace RecPipeline.Udfs.Tests.Evaluating;

/// <summary>Partitions of whole users, cut into blocks of test users.</summary>
public class TestUserBlocksTests
{
    // user, item, rating, hidden; user 5 has no hidden row, user 9 no history
    private static readonly (int User, int Item, float Rating, bool IsHidden)[] Rows =
    [
        (2, 0, 4, false), (2, 1, 5, true), (2, 3, 1, false), (5, 0, 2, false), (5, 2, 3, false), (9, 1, 2, true), (9, 2, 3, true), (11, 0, 1, false), (11, 3, 4, true),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void Of_AnyBatches_HasTestUsersWithTheirRows(int batchRows)
    {
        var block = Assert.Single(TestUserBlocks.Of(Batches(batchRows), items: 4, most: 96));
        Assert.Equal([2, 9, 11], block.Users);
        Assert.Equal((3, 4), (block.Histories.Rows, block.Histories.Columns));
        Assert.Equal([0, 2, 2, 3], block.Histories.Offsets.ToArray());
        Assert.Equal([0, 3, 0], block.Histories.Indices.ToArray());
        Assert.Equal([4, 1, 1], block.Histories.Values.ToArray());
        Assert.Equal([0, 1, 3, 4], block.Hidden.Offsets.ToArray());
        Assert.Equal([1, 1, 2, 3], block.Hidden.Indices.ToArray());
        Assert.Equal([5, 2, 3, 4], block.Hidden.Values.ToArray());
        Assert.Null(block.Times);
    }

    [Theory]
    [InlineData(2, 96)]
    [InlineData(4, 1)]
    public void Of_RowsWithTimes_HasThoseOfTheHistories(int batchRows, int most)
    {
        var batches = Rows.Chunk(batchRows).Select(rows => Timed(Batch(rows)));
        Assert.Equal([20L, 23L, 110L], TestUserBlocks.Of(batches, items: 4, most).SelectMany(block => block.Times!));
    }

    [Fact]
    public void Of_MoreUsersThanABlockHolds_YieldsWholeUsersInOrder()
    {
        int[][] users = [.. TestUserBlocks.Of(Batches(2), items: 4, most: 2).Select(block => block.Users)];
        Assert.Equal([[2, 9], [11]], users);
        Assert.All(TestUserBlocks.Of(Batches(2), items: 4, most: 1), block => Assert.Single(block.Users));
    }

    [Fact]
    public void Of_NoTestUser_YieldsNothing()
    {
        Assert.Empty(TestUserBlocks.Of([], items: 4, most: 2));
        Assert.Empty(TestUserBlocks.Of([Batch(Rows[3..5])], items: 4, most: 2));
    }

    private static IEnumerable<RecordBatch> Batches(int rows) => Rows.Chunk(rows).Select(Batch);

    // A row's time is ten times its user and its item.
    private static RecordBatch Timed(RecordBatch batch) => new(
        TestUserBlocks.TimedRows,
        [
            .. batch.Columns,
            new Column<long>(DataType.Int64, Enumerable.Range(0, batch.RowCount)
                .Select(row => (10L * batch.Values<int>("user_index")[row]) + batch.Values<int>("item_index")[row]).ToArray()),
        ]);

    private static RecordBatch Batch((int User, int Item, float Rating, bool IsHidden)[] rows) => new(
        TestUserBlocks.Rows, Int32(rows.Select(row => row.User)), Int32(rows.Select(row => row.Item)),
        new Column<float>(DataType.Float32, rows.Select(row => row.Rating).ToArray()), Int32(rows.Select(row => row.IsHidden ? 1 : 0)));

    private static Column<int> Int32(IEnumerable<int> values) => new(DataType.Int32, values.ToArray());
}
