namespace RecPipeline.Models.Kernels;

/// <summary>The dot product behind every score: the same bits on every instruction set.</summary>
/// <remarks>
/// Both vectors are thought to be padded with zeros to full lanes (16 of float, 8 of double). Lane l sums elements l, l + lanes, … by
/// fused multiply-add in ascending order, starting at 0. The lanes are then added as a tree: lane l + lane (l + half), half = 8, 4, 2, 1.
/// Cost: one fused multiply-add per element. Plain twin: <see cref="DotScalar"/>; see CanonicalDotTests.
/// </remarks>
public static class CanonicalDot
{
    private static readonly KernelVariant Variant = KernelChoice.Chosen;

    /// <summary>Σ a[i]·b[i] in float32.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        CheckLengths(a.Length, b.Length);
        return Variant switch
        {
            KernelVariant.Vector512 => DotVector512.Dot(a, b),
            KernelVariant.Vector256 => DotVector256.Dot(a, b),
            _ => DotScalar.Dot(a, b),
        };
    }

    /// <summary>Σ a[i]·b[i] in float64, for solvers.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        CheckLengths(a.Length, b.Length);
        return Variant switch
        {
            KernelVariant.Vector512 => DotVector512.Dot(a, b),
            KernelVariant.Vector256 => DotVector256.Dot(a, b),
            _ => DotScalar.Dot(a, b),
        };
    }

    /// <summary>
    /// The dot product of <paramref name="vector"/> with each row of <paramref name="rows"/>, [products × vector length].
    /// </summary>
    public static void DotRows(ReadOnlySpan<float> vector, ReadOnlySpan<float> rows, Span<float> products)
    {
        CheckLengths(rows.Length, vector.Length * products.Length);
        for (int r = 0; r < products.Length; r++)
            products[r] = Dot(vector, rows.Slice(r * vector.Length, vector.Length));
    }

    private static void CheckLengths(int a, int b)
    {
        if (a != b)
            throw new ArgumentException($"A dot product needs as many elements on both sides; there are {a} and {b}.");
    }
}
