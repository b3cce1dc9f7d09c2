using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>The symmetric system in 8 × 8 tiles of 256-bit registers. Same bits as <see cref="SymmetricScalar"/>, see SymmetricKernelTests.</summary>
public class SymmetricVector256 : SymmetricKernel
{
    public override void Gather(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel)
    {
        for (int k = 0; k < rows.Length; k++)
            FactorRows256.Scale(factors.Slice(rows[k] * size, size), scales[k], panel.Slice(k * Stride(size), size));
    }

    public override void SumRows(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum) =>
        FactorRows256.Sum(factors, size, rows, weights, sum);

    private protected override void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign)
    {
        int stride = Stride(size);
        for (int j = i; j < size; j += Block)
            UpdateTile(ref Unsafe.Add(ref panel, i), ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref a, (i * stride) + j), sign);
    }

    private protected override void FactorRows(ref float a, int i, int size)
    {
        int stride = Stride(size);
        ref float diagonal = ref Unsafe.Add(ref a, (i * stride) + i);
        FactorDiagonal(ref diagonal, stride);
        for (int j = Block; j < size - i; j += Block)
            CholeskyTile.Solve(ref diagonal, ref Unsafe.Add(ref diagonal, j), stride);
    }

    private protected override void SolveLower(ref float u, ref float b, int size)
    {
        int stride = Stride(size);
        for (int i = 0; i < size; i += Block)
        {
            ref float block = ref Unsafe.Add(ref b, i);
            for (int k = 0; k < Block; k++)
            {
                ref float row = ref Unsafe.Add(ref u, ((i + k) * stride) + i);
                float z = Unsafe.Add(ref block, k) *= Unsafe.Add(ref row, k);
                for (int j = k + 1; j < Block; j++)
                    Unsafe.Add(ref block, j) = MathF.FusedMultiplyAdd(-z, Unsafe.Add(ref row, j), Unsafe.Add(ref block, j));
            }
            for (int j = Block; j < size - i; j += Block)
                SubtractRows(ref Unsafe.Add(ref u, (i * stride) + i + j), stride, ref block, ref Unsafe.Add(ref block, j));
        }
    }

    private protected override void SolveUpper(ref float u, ref float b, int size)
    {
        int stride = Stride(size);
        for (int i = (size - 1) / Block * Block; i >= 0; i -= Block)
        {
            ref float block = ref Unsafe.Add(ref b, i);
            CholeskyTile.SubtractBeyond(ref Unsafe.Add(ref u, (i * stride) + i), stride, ref block, size - i);
            for (int k = Block - 1; k >= 0; k--)
            {
                ref float row = ref Unsafe.Add(ref u, ((i + k) * stride) + i);
                float left = Unsafe.Add(ref block, k);
                for (int j = k + 1; j < Block; j++)
                    left = MathF.FusedMultiplyAdd(-Unsafe.Add(ref row, j), Unsafe.Add(ref block, j), left);
                Unsafe.Add(ref block, k) = left * Unsafe.Add(ref row, k);
            }
        }
    }

    // tile [8 × 8] += sign · Σ over rows of left[k, 0..8]ᵀ · right[k, 0..8]; eight sums hide the latency of the multiply-add.
    private static void UpdateTile(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nuint at = 0;
        for (int k = 0; k < rows; k++, at += (nuint)stride)
        {
            var r = Vector256.LoadUnsafe(ref right, at);
            ref float l = ref Unsafe.Add(ref left, at);
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(l), r, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 1)), r, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 2)), r, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 3)), r, s3);
            s4 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 4)), r, s4);
            s5 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 5)), r, s5);
            s6 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 6)), r, s6);
            s7 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref l, 7)), r, s7);
        }
        var signs = Vector256.Create(sign);
        AddScaled(ref tile, signs, s0);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s1);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s2);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s3);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s4);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s5);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s6);
        AddScaled(ref Unsafe.Add(ref tile, stride), signs, s7);
    }

    // The sign is ±1, so the product is exact and this is an addition or a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ref float at, Vector256<float> sign, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(sign, sum, Vector256.LoadUnsafe(ref at)).StoreUnsafe(ref at);

    // Below the diagonal the tile is left with numbers that nobody reads.
    private static void FactorDiagonal(ref float tile, int stride)
    {
        for (int row = 0; row < Block; row++)
        {
            ref float at = ref Unsafe.Add(ref tile, row * stride);
            var cells = Vector256.LoadUnsafe(ref at);
            for (int k = 0; k < row; k++)
            {
                ref float above = ref Unsafe.Add(ref tile, k * stride);
                cells = Vector256.FusedMultiplyAdd(Vector256.Create(-Unsafe.Add(ref above, row)), Vector256.LoadUnsafe(ref above), cells);
            }
            float inverse = 1f / MathF.Sqrt(cells.GetElement(row));
            (cells * inverse).StoreUnsafe(ref at);
            Unsafe.Add(ref at, row) = inverse;
        }
    }

    private static void SubtractRows(ref float u, int stride, ref float z, ref float b)
    {
        var left = Vector256.LoadUnsafe(ref b);
        for (int k = 0; k < Block; k++)
            left = Vector256.FusedMultiplyAdd(Vector256.Create(-Unsafe.Add(ref z, k)), Vector256.LoadUnsafe(ref u, (nuint)(k * stride)), left);
        left.StoreUnsafe(ref b);
    }
}
