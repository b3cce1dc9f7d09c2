namespace RecPipeline.Models.Kernels;

/// <summary>Reorders a matrix into strips of a fixed width: strip s holds columns s·width … of all rows, row after row, zeros beyond the last column.</summary>
/// <remarks>Example, width 2: (1 2 3; 4 5 6) becomes 1 2 4 5, then 3 0 6 0.</remarks>
internal static class GemmPacking
{
    public static void Pack(MatrixView matrix, int width, Span<float> strips)
    {
        if (matrix.Columns % width != 0)
            strips.Slice(matrix.Columns / width * width * matrix.Rows, width * matrix.Rows).Clear();
        if (matrix.ColumnStride == 1)
            PackRows(matrix, width, strips);
        else
            for (int column = 0; column < matrix.Columns; column++)
                PackColumn(matrix, column, width, strips[((column / width * width * matrix.Rows) + (column % width))..]);
    }

    // Row by row, as they lie in memory: strip by strip would touch another page at every row.
    private static void PackRows(MatrixView matrix, int width, Span<float> strips)
    {
        for (int r = 0; r < matrix.Rows; r++)
        {
            var row = matrix.Row(r);
            for (int column = 0; column < row.Length; column += width)
                row.Slice(column, Math.Min(width, row.Length - column)).CopyTo(strips[((column * matrix.Rows) + (r * width))..]);
        }
    }

    // A transposed matrix: its columns lie in order in memory.
    private static void PackColumn(MatrixView matrix, int column, int width, Span<float> strip)
    {
        var from = matrix.Data.AsSpan(matrix.Start + (column * matrix.ColumnStride));
        int stride = matrix.RowStride;
        for (int row = 0, to = 0; row < matrix.Rows; row++, to += width)
            strip[to] = from[row * stride];
    }
}
