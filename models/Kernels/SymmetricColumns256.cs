using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// Solutions of one factored system for many right sides, eight of them in a 256-bit register. Same bits as one by one, see
/// SymmetricKernelTests.
/// </summary>
internal static class SymmetricColumns256
{
    private const int Lanes = 8, Block = SymmetricKernel.Block;

    /// <param name="u">The factor, its diagonal inverted.</param>
    /// <param name="b">[size × columns], overwritten.</param>
    /// <param name="columns">A multiple of 8.</param>
    /// <param name="size">Rows of the system.</param>
    /// <param name="stride">Elements from row to row of the factor.</param>
    public static void Solve(ref float u, ref float b, int columns, int size, int stride)
    {
        for (int column = 0; column < columns; column += Lanes)
        {
            ref float eight = ref Unsafe.Add(ref b, column);
            SolveLower(ref u, ref eight, columns, size, stride);
            SolveUpper(ref u, ref eight, columns, size, stride);
        }
    }

    // Each element subtracts the rows above it one by one: rows in blocks of 8 that stay in registers while the finished rows go by.
    private static void SolveLower(ref float u, ref float b, int columns, int size, int stride)
    {
        int row = 0;
        for (; row <= size - Block; row += Block)
            SolveLowerBlock(ref u, ref b, columns, row, stride);
        for (; row < size; row++)
        {
            var left = At(ref b, columns, row);
            for (int k = 0; k < row; k++)
                left = Vector256.FusedMultiplyAdd(-At(ref b, columns, k), Cell(ref u, stride, k, row), left);
            (left * Cell(ref u, stride, row, row)).StoreUnsafe(ref Unsafe.Add(ref b, row * columns));
        }
    }

    private static void SolveLowerBlock(ref float u, ref float b, int columns, int row, int stride)
    {
        Vector256<float> x0 = At(ref b, columns, row), x1 = At(ref b, columns, row + 1), x2 = At(ref b, columns, row + 2);
        Vector256<float> x3 = At(ref b, columns, row + 3), x4 = At(ref b, columns, row + 4), x5 = At(ref b, columns, row + 5);
        Vector256<float> x6 = At(ref b, columns, row + 6), x7 = At(ref b, columns, row + 7);
        for (int k = 0; k < row; k++)
        {
            var z = -At(ref b, columns, k);
            ref float above = ref Unsafe.Add(ref u, (k * stride) + row);
            x0 = Minus(ref above, 0, z, x0);
            x1 = Minus(ref above, 1, z, x1);
            x2 = Minus(ref above, 2, z, x2);
            x3 = Minus(ref above, 3, z, x3);
            x4 = Minus(ref above, 4, z, x4);
            x5 = Minus(ref above, 5, z, x5);
            x6 = Minus(ref above, 6, z, x6);
            x7 = Minus(ref above, 7, z, x7);
        }
        ref float own = ref Unsafe.Add(ref u, (row * stride) + row);
        var n = -Finish(ref own, 0, x0, ref b, columns, row);
        (x1, x2, x3, x4, x5, x6, x7) = (
            Minus(ref own, 1, n, x1), Minus(ref own, 2, n, x2), Minus(ref own, 3, n, x3),
            Minus(ref own, 4, n, x4), Minus(ref own, 5, n, x5), Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 1, x1, ref b, columns, row);
        (x2, x3, x4, x5, x6, x7) = (
            Minus(ref own, 2, n, x2), Minus(ref own, 3, n, x3),
            Minus(ref own, 4, n, x4), Minus(ref own, 5, n, x5), Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 2, x2, ref b, columns, row);
        (x3, x4, x5, x6, x7) = (
            Minus(ref own, 3, n, x3), Minus(ref own, 4, n, x4),
            Minus(ref own, 5, n, x5), Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 3, x3, ref b, columns, row);
        (x4, x5, x6, x7) = (Minus(ref own, 4, n, x4), Minus(ref own, 5, n, x5), Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 4, x4, ref b, columns, row);
        (x5, x6, x7) = (Minus(ref own, 5, n, x5), Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 5, x5, ref b, columns, row);
        (x6, x7) = (Minus(ref own, 6, n, x6), Minus(ref own, 7, n, x7));
        own = ref Unsafe.Add(ref own, stride);
        n = -Finish(ref own, 6, x6, ref b, columns, row);
        x7 = Minus(ref own, 7, n, x7);
        Finish(ref Unsafe.Add(ref own, stride), 7, x7, ref b, columns, row);
    }

    // Columns beyond the row's block by 8 sums and a tree, then its own block from the end.
    private static void SolveUpper(ref float u, ref float b, int columns, int size, int stride)
    {
        for (int row = size - 1; row >= 0; row--)
        {
            int blockEnd = (row / Block * Block) + Block;
            ref float cells = ref Unsafe.Add(ref u, row * stride);
            var left = At(ref b, columns, row);
            if (blockEnd < size)
                left -= DotBeyond(ref cells, ref b, columns, blockEnd, size);
            for (int j = Math.Min(blockEnd, size) - 1; j > row; j--)
                left = Vector256.FusedMultiplyAdd(-Vector256.Create(Unsafe.Add(ref cells, j)), At(ref b, columns, j), left);
            (left * Vector256.Create(Unsafe.Add(ref cells, row))).StoreUnsafe(ref Unsafe.Add(ref b, row * columns));
        }
    }

    private static Vector256<float> DotBeyond(ref float cells, ref float b, int columns, int start, int size)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        int j = start;
        for (; j <= size - Block; j += Block)
        {
            s0 = Plus(ref cells, ref b, columns, j, s0);
            s1 = Plus(ref cells, ref b, columns, j + 1, s1);
            s2 = Plus(ref cells, ref b, columns, j + 2, s2);
            s3 = Plus(ref cells, ref b, columns, j + 3, s3);
            s4 = Plus(ref cells, ref b, columns, j + 4, s4);
            s5 = Plus(ref cells, ref b, columns, j + 5, s5);
            s6 = Plus(ref cells, ref b, columns, j + 6, s6);
            s7 = Plus(ref cells, ref b, columns, j + 7, s7);
        }
        int rest = size - j;
        s0 = rest > 0 ? Plus(ref cells, ref b, columns, j, s0) : s0;
        s1 = rest > 1 ? Plus(ref cells, ref b, columns, j + 1, s1) : s1;
        s2 = rest > 2 ? Plus(ref cells, ref b, columns, j + 2, s2) : s2;
        s3 = rest > 3 ? Plus(ref cells, ref b, columns, j + 3, s3) : s3;
        s4 = rest > 4 ? Plus(ref cells, ref b, columns, j + 4, s4) : s4;
        s5 = rest > 5 ? Plus(ref cells, ref b, columns, j + 5, s5) : s5;
        s6 = rest > 6 ? Plus(ref cells, ref b, columns, j + 6, s6) : s6;
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float b, int columns, int row) => Vector256.LoadUnsafe(ref b, (nuint)(row * columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Cell(ref float u, int stride, int row, int column) =>
        Vector256.Create(Unsafe.Add(ref u, (row * stride) + column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Plus(ref float cells, ref float b, int columns, int j, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref cells, j)), At(ref b, columns, j), sum);

    // x − u · z, with z already negated.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Minus(ref float cells, int column, Vector256<float> minusZ, Vector256<float> x) =>
        Vector256.FusedMultiplyAdd(minusZ, Vector256.Create(Unsafe.Add(ref cells, column)), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finish(ref float own, int row, Vector256<float> x, ref float b, int columns, int firstRow)
    {
        x *= Vector256.Create(Unsafe.Add(ref own, row));
        x.StoreUnsafe(ref Unsafe.Add(ref b, (firstRow + row) * columns));
        return x;
    }
}
