using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The 8 × 8 steps of the Cholesky factor that need all rows of a tile in registers. Twin: the same cells in <see cref="SymmetricScalar"/>.
/// </summary>
internal static class CholeskyTile
{
    /// <summary>
    /// The upper triangle of a tile becomes its Cholesky factor, the diagonal inverted; below it numbers are left that nobody reads.
    /// </summary>
    public static void Factor(ref float tile, int stride)
    {
        Vector256<float> r0 = Row(ref tile, stride, 0), r1 = Row(ref tile, stride, 1), r2 = Row(ref tile, stride, 2);
        Vector256<float> r3 = Row(ref tile, stride, 3), r4 = Row(ref tile, stride, 4), r5 = Row(ref tile, stride, 5);
        Vector256<float> r6 = Row(ref tile, stride, 6), r7 = Row(ref tile, stride, 7);
        r0 = Finish(ref tile, stride, 0, r0);
        (r1, r2, r3, r4, r5, r6, r7) = (
            Minus(r0, 1, r1), Minus(r0, 2, r2), Minus(r0, 3, r3), Minus(r0, 4, r4), Minus(r0, 5, r5), Minus(r0, 6, r6), Minus(r0, 7, r7));
        r1 = Finish(ref tile, stride, 1, r1);
        (r2, r3, r4, r5, r6, r7) = (
            Minus(r1, 2, r2), Minus(r1, 3, r3), Minus(r1, 4, r4), Minus(r1, 5, r5), Minus(r1, 6, r6), Minus(r1, 7, r7));
        r2 = Finish(ref tile, stride, 2, r2);
        (r3, r4, r5, r6, r7) = (Minus(r2, 3, r3), Minus(r2, 4, r4), Minus(r2, 5, r5), Minus(r2, 6, r6), Minus(r2, 7, r7));
        r3 = Finish(ref tile, stride, 3, r3);
        (r4, r5, r6, r7) = (Minus(r3, 4, r4), Minus(r3, 5, r5), Minus(r3, 6, r6), Minus(r3, 7, r7));
        r4 = Finish(ref tile, stride, 4, r4);
        (r5, r6, r7) = (Minus(r4, 5, r5), Minus(r4, 6, r6), Minus(r4, 7, r7));
        r5 = Finish(ref tile, stride, 5, r5);
        (r6, r7) = (Minus(r5, 6, r6), Minus(r5, 7, r7));
        r6 = Finish(ref tile, stride, 6, r6);
        r7 = Minus(r6, 7, r7);
        Finish(ref tile, stride, 7, r7);
    }

    /// <summary>
    /// tile = D⁻ᵀ · tile, D the factored diagonal block with inverted diagonal: row r subtracts rows 0 … r − 1, then is scaled.
    /// </summary>
    public static void Solve(ref float d, ref float tile, int stride)
    {
        var r0 = Row(ref tile, stride, 0) * Inverse(ref d, stride, 0);
        var r1 = Minus(ref d, stride, 0, 1, r0, Row(ref tile, stride, 1)) * Inverse(ref d, stride, 1);
        var r2 = Minus(ref d, stride, 1, 2, r1, Minus(ref d, stride, 0, 2, r0, Row(ref tile, stride, 2))) * Inverse(ref d, stride, 2);
        var r3 = Minus3(ref d, stride, 0, 3, r0, r1, r2, Row(ref tile, stride, 3)) * Inverse(ref d, stride, 3);
        var r4 = Minus(ref d, stride, 3, 4, r3, Minus3(ref d, stride, 0, 4, r0, r1, r2, Row(ref tile, stride, 4)))
            * Inverse(ref d, stride, 4);
        var r5 = Minus3(ref d, stride, 0, 5, r0, r1, r2, Row(ref tile, stride, 5));
        r5 = Minus(ref d, stride, 4, 5, r4, Minus(ref d, stride, 3, 5, r3, r5)) * Inverse(ref d, stride, 5);
        var r6 = Minus3(ref d, stride, 3, 6, r3, r4, r5, Minus3(ref d, stride, 0, 6, r0, r1, r2, Row(ref tile, stride, 6)))
            * Inverse(ref d, stride, 6);
        var r7 = Minus3(ref d, stride, 3, 7, r3, r4, r5, Minus3(ref d, stride, 0, 7, r0, r1, r2, Row(ref tile, stride, 7)));
        r7 = Minus(ref d, stride, 6, 7, r6, r7) * Inverse(ref d, stride, 7);
        Store(ref tile, stride, r0, r1, r2, r3);
        Store(ref Unsafe.Add(ref tile, 4 * stride), stride, r4, r5, r6, r7);
    }

    /// <summary>b[0..8] −= the products of rows 0 … 7 of u with x beyond column 8, by 8 lanes and a tree each.</summary>
    /// <param name="u">Diagonal cell of the block's first row.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="b">The block's right side; what follows it is x.</param>
    /// <param name="columns">Columns from the block's first one to the end.</param>
    public static void SubtractBeyond(ref float u, int stride, ref float b, int columns)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int j = SymmetricKernel.Block; j < columns; j += SymmetricKernel.Block)
        {
            var x = Vector256.LoadUnsafe(ref b, (nuint)j);
            ref float at = ref Unsafe.Add(ref u, j);
            s0 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 0), x, s0);
            s1 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 1), x, s1);
            s2 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 2), x, s2);
            s3 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 3), x, s3);
            s4 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 4), x, s4);
            s5 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 5), x, s5);
            s6 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 6), x, s6);
            s7 = Vector256.FusedMultiplyAdd(Row(ref at, stride, 7), x, s7);
        }
        var low = Vector128.Create(DotVector512.AddTree(s0), DotVector512.AddTree(s1), DotVector512.AddTree(s2), DotVector512.AddTree(s3));
        var high = Vector128.Create(DotVector512.AddTree(s4), DotVector512.AddTree(s5), DotVector512.AddTree(s6), DotVector512.AddTree(s7));
        (Vector256.LoadUnsafe(ref b) - Vector256.Create(low, high)).StoreUnsafe(ref b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float tile, int stride, int row) => Vector256.LoadUnsafe(ref tile, (nuint)(row * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Inverse(ref float d, int stride, int row) => Vector256.Create(Unsafe.Add(ref d, (row * stride) + row));

    // Divides row r by the root of its diagonal cell and stores it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Finish(ref float tile, int stride, int r, Vector256<float> row)
    {
        float inverse = 1f / MathF.Sqrt(row.GetElement(r));
        row *= inverse;
        row.StoreUnsafe(ref tile, (nuint)(r * stride));
        Unsafe.Add(ref tile, (r * stride) + r) = inverse;
        return row;
    }

    // row − above[r] · above
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Minus(Vector256<float> above, int r, Vector256<float> row) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(-above.GetElement(r)), above, row);

    // cells − d[above, row] · cellsAbove
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Minus(
        ref float d, int stride, int above, int row, Vector256<float> cellsAbove, Vector256<float> cells) =>
        Vector256.FusedMultiplyAdd(-Vector256.Create(Unsafe.Add(ref d, (above * stride) + row)), cellsAbove, cells);

    // The same for three rows in turn, the first one first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Minus3(
        ref float d, int stride, int first, int row, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> cells) =>
        Minus(ref d, stride, first + 2, row, c, Minus(ref d, stride, first + 1, row, b, Minus(ref d, stride, first, row, a, cells)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float tile, int stride, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        a.StoreUnsafe(ref tile);
        b.StoreUnsafe(ref tile, (nuint)stride);
        c.StoreUnsafe(ref tile, (nuint)(2 * stride));
        d.StoreUnsafe(ref tile, (nuint)(3 * stride));
    }
}
