using System.Runtime.CompilerServices;

namespace RecPipeline.Models.Kernels;

/// <summary>The symmetric system, written plainly; it defines the bits that the vector variants must give.</summary>
public sealed class SymmetricScalar : SymmetricKernel
{
    public override void Gather(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel)
    {
        for (int k = 0; k < rows.Length; k++)
            for (int c = 0; c < size; c++)
                panel[(k * Stride(size)) + c] = factors[(rows[k] * size) + c] * scales[k];
    }

    public override void SumRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        sum[..size].Clear();
        for (int k = 0; k < rows.Length; k++)
            for (int c = 0; c < size; c++)
                sum[c] = MathF.FusedMultiplyAdd(weights[k], factors[(rows[k] * size) + c], sum[c]);
    }

    public override void DotRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> vector, Span<float> products)
    {
        for (int k = 0; k < rows.Length; k++)
            products[k] = DotScalar.Dot(factors.Slice(rows[k] * size, size), vector);
    }

    private protected override void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign)
    {
        int stride = Stride(size);
        for (int row = i; row < Math.Min(i + Block, size); row++)
            for (int column = row; column < size; column++)
            {
                float sum = 0;
                for (int k = 0; k < rows; k++)
                    sum = MathF.FusedMultiplyAdd(At(ref panel, k, row, stride), At(ref panel, k, column, stride), sum);
                At(ref a, row, column, stride) += sign * sum;
            }
    }

    private protected override void FactorRows(ref float a, int i, int size)
    {
        int stride = Stride(size);
        for (int row = i; row < Math.Min(i + Block, size); row++)
        {
            for (int column = row; column < size; column++)
                for (int k = i; k < row; k++)
                    At(ref a, row, column, stride) = MathF.FusedMultiplyAdd(
                        -At(ref a, k, row, stride), At(ref a, k, column, stride), At(ref a, row, column, stride));
            float inverse = 1f / MathF.Sqrt(At(ref a, row, row, stride));
            At(ref a, row, row, stride) = inverse;
            for (int column = row + 1; column < size; column++)
                At(ref a, row, column, stride) *= inverse;
        }
    }

    private protected override void SolveLower(ref float u, ref float b, int size)
    {
        int stride = Stride(size);
        for (int k = 0; k < size; k++)
        {
            float z = Unsafe.Add(ref b, k) *= At(ref u, k, k, stride);
            for (int j = k + 1; j < size; j++)
                Unsafe.Add(ref b, j) = MathF.FusedMultiplyAdd(-z, At(ref u, k, j, stride), Unsafe.Add(ref b, j));
        }
    }

    private protected override void SolveUpper(ref float u, ref float b, int size)
    {
        int stride = Stride(size);
        for (int row = size - 1; row >= 0; row--)
        {
            int blockEnd = (row / Block * Block) + Block;
            float left = Unsafe.Add(ref b, row) - DotBeyond(ref Unsafe.Add(ref u, row * stride), ref b, blockEnd, size);
            for (int j = Math.Min(blockEnd, size) - 1; j > row; j--)
                left = MathF.FusedMultiplyAdd(-At(ref u, row, j, stride), Unsafe.Add(ref b, j), left);
            Unsafe.Add(ref b, row) = left * At(ref u, row, row, stride);
        }
    }

    private static float DotBeyond(ref float row, ref float x, int start, int size)
    {
        Span<float> lanes = stackalloc float[Block];
        lanes.Clear();
        for (int j = start; j < size; j++)
            lanes[j - start & (Block - 1)] = MathF.FusedMultiplyAdd(
                Unsafe.Add(ref row, j), Unsafe.Add(ref x, j), lanes[j - start & (Block - 1)]);
        return DotScalar.AddTree(lanes);
    }

    private static ref float At(ref float matrix, int row, int column, int stride) => ref Unsafe.Add(ref matrix, (row * stride) + column);
}
