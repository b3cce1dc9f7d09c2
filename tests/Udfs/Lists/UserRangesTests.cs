using RecPipeline.Formats.Columns;
using RecPipeline.Udfs.Lists;

namespace RecPipeline.Udfs.Tests.Lists;

/// <summary>Partitions of whole users, cut into ranges of consecutive users.</summary>
public class UserRangesTests
{
    private static readonly int[] Users = [3, 3, 4, 8, 8, 8], Items = [0, 2, 1, 0, 1, 2];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void Of_RowsWithTimes_CutsUsersRowsAndTimesAlike(int batchRows)
    {
        var ranges = UserRanges.Of(Batches(batchRows, hasTimes: true), items: 3, most: 2).ToArray();
        Assert.Equal([(3, 2), (8, 1)], ranges.Select(range => (range.First, range.Ratings.Rows)));
        Assert.Equal([[0, 2, 1], [0, 1, 2]], ranges.Select(range => range.Ratings.Indices.ToArray()));
        Assert.Equal([[30L, 32L, 41L], [80L, 81L, 82L]], ranges.Select(range => range.Times!));
    }

    [Fact]
    public void Of_RowsWithoutTimes_HasNone() =>
        Assert.All(UserRanges.Of(Batches(2, hasTimes: false), items: 3, most: 2), range => Assert.Null(range.Times));

    private static IEnumerable<RecordBatch> Batches(int rows, bool hasTimes) => Enumerable.Range(0, Users.Length).Chunk(rows).Select(chunk =>
    {
        var (users, items) = (Users[chunk[0]..(chunk[^1] + 1)], Items[chunk[0]..(chunk[^1] + 1)]);
        var fields = new List<Field> { new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32) };
        var columns = new List<Column>
        {
            new Column<int>(DataType.Int32, users), new Column<int>(DataType.Int32, items),
            new Column<float>(DataType.Float32, new float[users.Length]),
        };
        if (hasTimes)
        {
            fields.Add(new("timestamp", DataType.Int64));
            columns.Add(new Column<long>(DataType.Int64, users.Zip(items, (user, item) => (10L * user) + item).ToArray()));
        }
        return new RecordBatch(new FieldList([.. fields]), [.. columns]);
    });
}
