using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>The canonical dot product with two 256-bit registers of lanes. Same bits as <see cref="DotScalar"/>.</summary>
public static class DotVector256
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
        int full = a.Length & ~15;
        Accumulate(a[..full], b[..full], ref low, ref high);
        if (full < a.Length)
        {
            Span<float> left = stackalloc float[16];
            Span<float> right = stackalloc float[16];
            Pad(a[full..], left);
            Pad(b[full..], right);
            Accumulate(left, right, ref low, ref high);
        }
        return DotVector512.AddTree(low + high);
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        int full = a.Length & ~7;
        Accumulate(a[..full], b[..full], ref low, ref high);
        if (full < a.Length)
        {
            Span<double> left = stackalloc double[8];
            Span<double> right = stackalloc double[8];
            Pad(a[full..], left);
            Pad(b[full..], right);
            Accumulate(left, right, ref low, ref high);
        }
        return DotVector512.AddTree(low + high);
    }

    private static void Accumulate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ref Vector256<T> low, ref Vector256<T> high)
        where T : struct
    {
        ref T left = ref MemoryMarshal.GetReference(a);
        ref T right = ref MemoryMarshal.GetReference(b);
        int width = Vector256<T>.Count;
        for (int i = 0; i < a.Length; i += 2 * width)
        {
            low = Fma(Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i), low);
            high = Fma(Vector256.LoadUnsafe(ref left, (nuint)(i + width)), Vector256.LoadUnsafe(ref right, (nuint)(i + width)), high);
        }
    }

    // FusedMultiplyAdd exists for float and double, not for a type parameter; the test on T vanishes in compiled code.
    private static Vector256<T> Fma<T>(Vector256<T> a, Vector256<T> b, Vector256<T> sum)
        where T : struct => typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), sum.AsDouble()).As<double, T>();

    private static void Pad<T>(ReadOnlySpan<T> rest, Span<T> full)
    {
        full.Clear();
        rest.CopyTo(full);
    }
}
