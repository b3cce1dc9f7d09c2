using RecPipeline.Formats.Columns;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;
using RecPipeline.Udfs.HandingOff;

namespace RecPipeline.Udfs.Tests.HandingOff;

/// <summary>Partitions of whole users, cut into ranges with their rows by role.</summary>
public class RoleRangesTests
{
    private static readonly (int User, int Item, float Rating, RowRole Role)[] Rows =
    [
        (3, 0, 4, RowRole.Train), (3, 2, 5, RowRole.Dropped), (4, 1, 2, RowRole.ValidationFoldIn), (4, 2, 3, RowRole.ValidationTest), (8, 0, 1, RowRole.Train),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Of_AnyBatches_HasRowsByRole(int batchRows)
    {
        var range = Assert.Single(RoleRanges.Of(Batches(batchRows), items: 3, most: 10));
        Assert.Equal(3, range.First);
        AssertRows(range.All, [0, 2, 4, 4, 4, 4, 5], [0, 2, 1, 2, 0], [4, 5, 2, 3, 1]);
        AssertRows(range.With(RowRole.Train), [0, 1, 1, 1, 1, 1, 2], [0, 0], [4, 1]);
        AssertRows(range.With(RowRole.ValidationTest), [0, 0, 1, 1, 1, 1, 1], [2], [3]);
        AssertRows(range.With(RowRole.FoldIn), [0, 0, 0, 0, 0, 0, 0], [], []);
    }

    [Fact]
    public void Of_UsersFartherApartThanARange_YieldsWholeUsersInOrder()
    {
        var ranges = RoleRanges.Of(Batches(2), items: 3, most: 2).ToArray();
        Assert.Equal([(3, 2), (8, 1)], ranges.Select(range => (range.First, range.All.Rows)));
        Assert.Equal([4, 1], ranges.Select(range => range.All.Count));
        Assert.Empty(RoleRanges.Of([], items: 3, most: 2));
    }

    private static void AssertRows(SparseMatrix matrix, int[] offsets, int[] indices, float[] values)
    {
        Assert.Equal(offsets, matrix.Offsets.ToArray());
        Assert.Equal(indices, matrix.Indices.ToArray());
        Assert.Equal(values, matrix.Values.ToArray());
    }

    private static IEnumerable<RecordBatch> Batches(int rows) => Rows.Chunk(rows).Select(chunk => new RecordBatch(
        FieldList.Of(new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32), new("role", DataType.Int32)),
        Int32(chunk.Select(row => row.User)), Int32(chunk.Select(row => row.Item)),
        new Column<float>(DataType.Float32, chunk.Select(row => row.Rating).ToArray()), Int32(chunk.Select(row => (int)row.Role))));

    private static Column<int> Int32(IEnumerable<int> values) => new(DataType.Int32, values.ToArray());
}
