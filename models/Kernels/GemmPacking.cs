using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// Reorders a matrix into strips of a fixed width: strip s holds columns s·width … of all rows, row after row, zeros beyond the last
/// column.
/// </summary>
/// <remarks>Example, width 2: (1 2 3; 4 5 6) becomes 1 2 4 5, then 3 0 6 0.</remarks>
internal static class GemmPacking
{
    private const int Square = 4;

    public static void Pack(MatrixView matrix, int width, Span<float> strips)
    {
        if (matrix.Columns % width != 0)
            strips.Slice(matrix.Columns / width * width * matrix.Rows, width * matrix.Rows).Clear();
        if (matrix.ColumnStride == 1)
            PackRows(matrix, width, strips);
        else
            PackColumns(matrix, width, strips);
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
    private static void PackColumns(MatrixView matrix, int width, Span<float> strips)
    {
        for (int column = 0, packed; column < matrix.Columns; column += packed)
        {
            var strip = strips[((column / width * width * matrix.Rows) + (column % width))..];
            packed = CanTurn(matrix, column, width) ? Square : 1;
            if (packed == Square)
                PackSquares(matrix, column, width, strip);
            else
                PackColumn(matrix, column, 0, width, strip);
        }
    }

    private static bool CanTurn(MatrixView matrix, int column, int width) =>
        Sse.IsSupported && matrix.RowStride == 1 && (column % width) + Square <= width && column + Square <= matrix.Columns;

    // Four columns of one strip, in squares that are turned in registers; PackColumn is the plain twin.
    private static void PackSquares(MatrixView matrix, int column, int width, Span<float> strip)
    {
        int whole = matrix.Rows / Square * Square, stride = matrix.ColumnStride;
        ref float to = ref MemoryMarshal.GetReference(strip[..(((matrix.Rows - 1) * width) + Square)]);
        ref float from = ref MemoryMarshal.GetReference(
            matrix.Data.AsSpan(matrix.Start + (column * stride), ((Square - 1) * stride) + matrix.Rows));
        for (int row = 0; row < whole; row += Square)
            Turn(ref Unsafe.Add(ref from, row), stride, ref Unsafe.Add(ref to, row * width), width);
        for (int each = 0; whole < matrix.Rows && each < Square; each++)
            PackColumn(matrix, column + each, whole, width, strip[each..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref float from, int stride, ref float to, int width)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from), b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, stride));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * stride));
        Vector128<float> d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * stride));
        Vector128<float> acLow = Sse.UnpackLow(a, c), acHigh = Sse.UnpackHigh(a, c);
        Vector128<float> bdLow = Sse.UnpackLow(b, d), bdHigh = Sse.UnpackHigh(b, d);
        Sse.UnpackLow(acLow, bdLow).StoreUnsafe(ref to);
        Sse.UnpackHigh(acLow, bdLow).StoreUnsafe(ref Unsafe.Add(ref to, width));
        Sse.UnpackLow(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, 2 * width));
        Sse.UnpackHigh(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref to, 3 * width));
    }

    private static void PackColumn(MatrixView matrix, int column, int firstRow, int width, Span<float> strip)
    {
        var from = matrix.Data.AsSpan(matrix.Start + (column * matrix.ColumnStride));
        int stride = matrix.RowStride;
        for (int row = firstRow, to = firstRow * width; row < matrix.Rows; row++, to += width)
            strip[to] = from[row * stride];
    }
}
