namespace RecPipeline.Models.Kernels;

/// <summary>
/// A rectangle of a float32 array, possibly transposed: element (r, c) is <c>Data[Start + r·RowStride + c·ColumnStride]</c>.
/// </summary>
/// <remarks>Example: rows 1 and 2 of a 3 × 4 matrix are Start 4, Rows 2, Columns 4, RowStride 4, ColumnStride 1.</remarks>
public readonly record struct MatrixView
{
    /// <exception cref="ArgumentException">The array is shorter than the view.</exception>
    public MatrixView(float[] data, int start, int rows, int columns, int rowStride, int columnStride = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (start < 0 || rows < 0 || columns < 0
            || (rows > 0 && columns > 0 && Last(start, rows, columns, rowStride, columnStride) >= data.Length))
            throw new ArgumentException(
                $"A view of {rows} × {columns} from {start} with strides {rowStride} and {columnStride} exceeds {data.Length} elements.");
        (Data, Start, Rows, Columns, RowStride, ColumnStride) = (data, start, rows, columns, rowStride, columnStride);
    }

    public float[] Data { get; }

    public int Start { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    public MatrixView Transposed => new(Data, Start, Columns, Rows, ColumnStride, RowStride);

    /// <exception cref="ArgumentOutOfRangeException">The block is not inside.</exception>
    public MatrixView Block(int row, int column, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)row + (uint)rows, (uint)Rows, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)column + (uint)columns, (uint)Columns, nameof(columns));
        return new MatrixView(Data, Start + (row * RowStride) + (column * ColumnStride), rows, columns, RowStride, ColumnStride);
    }

    public void Clear()
    {
        for (int r = 0; r < Rows; r++)
            Row(r).Clear();
    }

    /// <summary>Row r of a view that is not transposed.</summary>
    public Span<float> Row(int row) => Data.AsSpan(Start + (row * RowStride), Columns);

    /// <summary>Copies this view into another of the same size; neither is transposed.</summary>
    public void CopyTo(MatrixView other)
    {
        for (int r = 0; r < Rows; r++)
            Row(r).CopyTo(other.Row(r));
    }

    private static long Last(int start, int rows, int columns, int rowStride, int columnStride) =>
        start + ((rows - 1L) * rowStride) + ((columns - 1L) * columnStride);
}
