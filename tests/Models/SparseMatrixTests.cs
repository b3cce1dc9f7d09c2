using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests;

public sealed class SparseMatrixTests
{
    // The example of the class comment: rows {0: 5.0, 2: 3.0}, {}, {1: 4.5}.
    private static SparseMatrix Example() => SparseMatrix.FromTriples(3, 4, [2, 0, 0], [1, 2, 0], [4.5f, 3f, 5f]);

    [Fact]
    public void OverTriples_SortedAndUnsorted_GivesTheSameMatrixAndTakesSortedArraysOver()
    {
        var (row, column, value) = (new[] { 0, 0, 2 }, new[] { 0, 2, 1 }, new[] { 5f, 3f, 4.5f });
        var sorted = SparseMatrix.OverTriples(3, 4, row, column, value);
        var unsorted = SparseMatrix.OverTriples(3, 4, [2, 0, 0], [1, 2, 0], [4.5f, 3f, 5f]);
        Assert.Equal(sorted.Offsets.ToArray(), unsorted.Offsets.ToArray());
        Assert.Equal(sorted.Indices.ToArray(), unsorted.Indices.ToArray());
        Assert.Equal(sorted.Values.ToArray(), unsorted.Values.ToArray());
        Assert.True(sorted.Indices == column && sorted.Values == value);
        Assert.Throws<ArgumentException>(() => SparseMatrix.OverTriples(3, 4, row, column, [1f]));
        Assert.Throws<ArgumentException>(() => SparseMatrix.OverTriples(3, 4, [0, 0], [1, 1], [1f, 2f]));
    }

    [Fact]
    public void FromTriples_AnyOrder_SortsRowsAndColumns()
    {
        var matrix = Example();
        Assert.Equal([0, 2, 2, 3], matrix.Offsets.ToArray());
        Assert.Equal([0, 2, 1], matrix.Indices.ToArray());
        Assert.Equal([5f, 3f, 4.5f], matrix.Values.ToArray());
    }

    [Fact]
    public void FromTriples_SortedOrNot_GivesTheSameMatrix()
    {
        var sorted = SparseMatrix.FromTriples(3, 4, [0, 0, 2], [0, 2, 1], [5f, 3f, 4.5f]);
        Assert.Equal(Example().Offsets.ToArray(), sorted.Offsets.ToArray());
        Assert.Equal(Example().Indices.ToArray(), sorted.Indices.ToArray());
        Assert.Equal(Example().Values.ToArray(), sorted.Values.ToArray());
    }

    [Fact]
    public void AtLeast_KeepsTheThresholdItself() => Assert.Equal([0, 1], Example().AtLeast(4.5).Indices.ToArray());

    [Fact]
    public void Transpose_Twice_GivesTheSameMatrix()
    {
        var columns = Example().Transpose();
        Assert.Equal((4, 3), (columns.Rows, columns.Columns));
        Assert.Equal([0, 1, 2, 3, 3], columns.Offsets.ToArray());
        Assert.Equal(Example().Indices.ToArray(), columns.Transpose().Indices.ToArray());
        Assert.Equal(Example().Values.ToArray(), columns.Transpose().Values.ToArray());
    }

    [Fact]
    public void FromTriples_SameCellTwice_IsRefused() => Assert.Contains(
        "columns must ascend",
        Assert.Throws<ArgumentException>(() => SparseMatrix.FromTriples(1, 2, [0, 0], [1, 1], [1f, 2f])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void FromTriples_RowOutsideTheMatrix_SaysWhich() => Assert.Contains(
        "Index 3 is outside [0, 3)",
        Assert.Throws<ArgumentException>(() => SparseMatrix.FromTriples(3, 2, [3], [1], [1f])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Binary_AnyValues_BecomeOne() => Assert.Equal([1f, 1f, 1f], Example().Binary().Values.ToArray());

    [Fact]
    public void AtLeast_Threshold_KeepsEqualAndLargerValues()
    {
        var liked = Example().AtLeast(4.5);
        Assert.Equal([0, 1, 1, 2], liked.Offsets.ToArray());
        Assert.Equal([0, 1], liked.Indices.ToArray());
        Assert.Equal([5f, 4.5f], liked.Values.ToArray());
    }
}
