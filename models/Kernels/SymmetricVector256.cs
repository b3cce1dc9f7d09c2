using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The symmetric system in tiles of 256-bit registers. Same bits as <see cref="SymmetricScalar"/>, see SymmetricKernelTests.
/// </summary>
public class SymmetricVector256 : SymmetricKernel
{
    public override void Gather(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel) =>
        FactorRows256.Gather(factors, size, rows, scales, panel, Stride(size));

    public override void SumRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum) =>
        FactorRows256.Sum(factors, size, rows, weights, sum);

    public override void DotRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> vector, Span<float> products) =>
        FactorRows256.Dots(factors, size, rows, vector, products);

    private protected override void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign)
    {
        int stride = Stride(size), j = i;
        ref float left = ref Unsafe.Add(ref panel, i);
        ref float row = ref Unsafe.Add(ref a, i * stride);
        for (; j < size - (2 * Block); j += SymmetricTile256.WideColumns)
        {
            SymmetricTile256.UpdateWide(ref left, ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref row, j), sign);
            SymmetricTile256.UpdateWide(
                ref Unsafe.Add(ref left, 4), ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref row, (4 * stride) + j), sign);
        }
        for (; j < size; j += Block)
            SymmetricTile256.Update(ref left, ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref row, j), sign);
    }

    private protected override void FactorRows(ref float a, int i, int size)
    {
        int stride = Stride(size);
        ref float diagonal = ref Unsafe.Add(ref a, (i * stride) + i);
        CholeskyTile.Factor(ref diagonal, stride);
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
                for (int j = Block - 1; j > k; j--)
                    left = MathF.FusedMultiplyAdd(-Unsafe.Add(ref row, j), Unsafe.Add(ref block, j), left);
                Unsafe.Add(ref block, k) = left * Unsafe.Add(ref row, k);
            }
        }
    }

    // Eight columns at a time go through in registers' width; what is left over goes one by one.
    private protected override void SolveColumns(ref float u, ref float b, int columns, int size)
    {
        if (columns % Block == 0)
            SymmetricColumns256.Solve(ref u, ref b, columns, size, Stride(size));
        else
            base.SolveColumns(ref u, ref b, columns, size);
    }

    private static void SubtractRows(ref float u, int stride, ref float z, ref float b)
    {
        var left = Vector256.LoadUnsafe(ref b);
        for (int k = 0; k < Block; k++)
            left = Vector256.FusedMultiplyAdd(
                Vector256.Create(-Unsafe.Add(ref z, k)), Vector256.LoadUnsafe(ref u, (nuint)(k * stride)), left);
        left.StoreUnsafe(ref b);
    }
}
