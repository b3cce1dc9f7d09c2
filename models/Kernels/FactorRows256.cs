using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>Scaled copies and weighted sums of factor rows in 256-bit registers. Every element is on its own, as in <see cref="SymmetricScalar"/>.</summary>
internal static class FactorRows256
{
    private const int Lanes = 8, Columns = 4 * Lanes;

    /// <summary>to = scale · row.</summary>
    public static void Scale(ReadOnlySpan<float> row, float scale, Span<float> to)
    {
        ref float from = ref MemoryMarshal.GetReference(row);
        ref float into = ref MemoryMarshal.GetReference(to);
        var scales = Vector256.Create(scale);
        int c = 0;
        for (; c <= row.Length - Lanes; c += Lanes)
            (Vector256.LoadUnsafe(ref from, (nuint)c) * scales).StoreUnsafe(ref into, (nuint)c);
        for (; c < row.Length; c++)
            to[c] = row[c] * scale;
    }

    /// <summary>sum = Σ weight · row; 32 columns stay in registers while the rows go by.</summary>
    public static void Sum(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        int c = 0;
        for (; c <= size - Columns; c += Columns)
            SumColumns(factors, size, c, rows, weights, sum.Slice(c, Columns));
        for (; c <= size - Lanes; c += Lanes)
            SumLanes(factors, size, c, rows, weights, sum.Slice(c, Lanes));
        for (; c < size; c++)
            sum[c] = SumColumn(factors, size, c, rows, weights);
    }

    private static void SumColumns(
        ReadOnlySpan<float> factors, int size, int first, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int k = 0; k < rows.Length; k++)
        {
            ref float row = ref MemoryMarshal.GetReference(factors.Slice((rows[k] * size) + first, Columns));
            var weight = Vector256.Create(weights[k]);
            s0 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref row), s0);
            s1 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref row, Lanes), s1);
            s2 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref row, 2 * Lanes), s2);
            s3 = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref row, 3 * Lanes), s3);
        }
        s0.CopyTo(sum);
        s1.CopyTo(sum[Lanes..]);
        s2.CopyTo(sum[(2 * Lanes)..]);
        s3.CopyTo(sum[(3 * Lanes)..]);
    }

    private static void SumLanes(
        ReadOnlySpan<float> factors, int size, int first, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        var lanes = Vector256<float>.Zero;
        for (int k = 0; k < rows.Length; k++)
            lanes = Vector256.FusedMultiplyAdd(
                Vector256.Create(weights[k]), Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(factors.Slice((rows[k] * size) + first, Lanes))), lanes);
        lanes.CopyTo(sum);
    }

    private static float SumColumn(ReadOnlySpan<float> factors, int size, int column, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        for (int k = 0; k < rows.Length; k++)
            sum = MathF.FusedMultiplyAdd(weights[k], factors[(rows[k] * size) + column], sum);
        return sum;
    }
}
