namespace RecPipeline.Models.Kernels;

/// <summary>Reorders a matrix into strips of a fixed width: strip s holds columns s·width … of all rows, row after row, zeros beyond the last column.</summary>
/// <remarks>Example, width 2: (1 2 3; 4 5 6) becomes 1 2 4 5, then 3 0 6 0.</remarks>
internal static class GemmPacking
{
    public static void Pack(MatrixView matrix, int width, Span<float> strips)
    {
        int size = width * matrix.Rows;
        for (int column = 0; column < matrix.Columns; column += width)
        {
            var strip = strips.Slice(column * matrix.Rows, size);
            int columns = Math.Min(width, matrix.Columns - column);
            if (columns < width)
                strip.Clear();
            PackStrip(matrix.Block(0, column, matrix.Rows, columns), width, strip);
        }
    }

    private static void PackStrip(MatrixView matrix, int width, Span<float> strip)
    {
        if (matrix.ColumnStride == 1)
            for (int row = 0; row < matrix.Rows; row++)
                matrix.Row(row).CopyTo(strip[(row * width)..]);
        else
            for (int column = 0; column < matrix.Columns; column++)
                PackColumn(matrix, column, width, strip);
    }

    // A transposed matrix: its columns lie in order in memory.
    private static void PackColumn(MatrixView matrix, int column, int width, Span<float> strip)
    {
        var from = matrix.Data.AsSpan(matrix.Start + (column * matrix.ColumnStride));
        int stride = matrix.RowStride;
        for (int row = 0, to = column; row < matrix.Rows; row++, to += width)
            strip[to] = from[row * stride];
    }
}
