using System.Numerics;

namespace RecPipeline.Models.Descent;

/// <summary>Steps of a descent on factors, element by element without fused rounding, so that every register width gives the same
/// bits.</summary>
internal static class GradientStep
{
    /// <summary>x = keep · x + scale · direction.</summary>
    public static void Take(Span<float> x, float keep, float scale, ReadOnlySpan<float> direction)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(x[i..]) * keep) + (new Vector<float>(direction[i..]) * scale)).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] = (x[i] * keep) + (direction[i] * scale);
    }

    /// <summary>x = a + b.</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> x)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(a[i..]) + new Vector<float>(b[i..])).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] = a[i] + b[i];
    }
}
