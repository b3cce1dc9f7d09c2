using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// Scaled copies, weighted sums and dot products of factor rows in 256-bit registers. Same bits as <see cref="SymmetricScalar"/>.
/// </summary>
internal static class FactorRows256
{
    private const int Lanes = 8, Half = Lanes / 2, Columns = 4 * Lanes;

    /// <summary>Panel row k = scale k · factor row; the panel's rows are <paramref name="stride"/> apart.</summary>
    public static void Gather(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel, int stride)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            ref float from = ref MemoryMarshal.GetReference(factors.Slice(rows[k] * size, size));
            ref float to = ref MemoryMarshal.GetReference(panel.Slice(k * stride, size));
            var scale = Vector256.Create(scales[k]);
            int c = 0;
            for (; c <= size - Lanes; c += Lanes)
                (Vector256.LoadUnsafe(ref from, (nuint)c) * scale).StoreUnsafe(ref to, (nuint)c);
            if (c <= size - Half)
            {
                (Vector128.LoadUnsafe(ref from, (nuint)c) * scale.GetLower()).StoreUnsafe(ref to, (nuint)c);
                c += Half;
            }
            for (; c < size; c++)
                Unsafe.Add(ref to, c) = Unsafe.Add(ref from, c) * scales[k];
        }
    }

    /// <summary>sum = Σ weight · row; 32 columns stay in registers while the rows go by.</summary>
    public static void Sum(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        int c = 0;
        for (; c <= size - Columns; c += Columns)
            SumColumns(factors, size, c, rows, weights, sum.Slice(c, Columns));
        for (; c <= size - Lanes; c += Lanes)
            SumLanes(factors, size, c, rows, weights, sum.Slice(c, Lanes));
        if (c <= size - Half)
        {
            SumHalf(factors, size, c, rows, weights, sum.Slice(c, Half));
            c += Half;
        }
        for (; c < size; c++)
            sum[c] = SumColumn(factors, size, c, rows, weights);
    }

    /// <summary>The canonical dot product of every row with <paramref name="vector"/>, as <see cref="CanonicalDot"/> defines it.</summary>
    public static void Dots(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> vector, Span<float> products)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            var row = factors.Slice(rows[k] * size, size);
            products[k] = size % (2 * Lanes) == 0 ? DotOfWholeLanes(row, vector) : DotVector256.Dot(row, vector);
        }
    }

    // The same steps as DotVector256 without its padding, short enough to be inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float DotOfWholeLanes(ReadOnlySpan<float> row, ReadOnlySpan<float> vector)
    {
        ref float a = ref MemoryMarshal.GetReference(row);
        ref float b = ref MemoryMarshal.GetReference(vector);
        var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (nuint i = 0; i < (nuint)row.Length; i += 2 * Lanes)
        {
            low = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), low);
            high = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i + Lanes), Vector256.LoadUnsafe(ref b, i + Lanes), high);
        }
        return DotVector512.AddTree(low + high);
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
                Vector256.Create(weights[k]),
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(factors.Slice((rows[k] * size) + first, Lanes))), lanes);
        lanes.CopyTo(sum);
    }

    private static void SumHalf(
        ReadOnlySpan<float> factors, int size, int first, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum)
    {
        var lanes = Vector128<float>.Zero;
        for (int k = 0; k < rows.Length; k++)
            lanes = Vector128.FusedMultiplyAdd(
                Vector128.Create(weights[k]),
                Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(factors.Slice((rows[k] * size) + first, Half))), lanes);
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
