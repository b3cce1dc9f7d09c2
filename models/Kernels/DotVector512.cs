using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>The canonical dot product with one 512-bit register of lanes. Same bits as <see cref="DotScalar"/>.</summary>
public static class DotVector512
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        var lanes = Vector512<float>.Zero;
        int i = 0;
        for (; i <= a.Length - 16; i += 16)
            lanes = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)i), Vector512.LoadUnsafe(ref right, (nuint)i), lanes);
        if (i < a.Length)
            lanes = Vector512.FusedMultiplyAdd(Padded(a[i..]), Padded(b[i..]), lanes);
        return AddTree(lanes.GetLower() + lanes.GetUpper());
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double left = ref MemoryMarshal.GetReference(a);
        ref double right = ref MemoryMarshal.GetReference(b);
        var lanes = Vector512<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 8; i += 8)
            lanes = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)i), Vector512.LoadUnsafe(ref right, (nuint)i), lanes);
        if (i < a.Length)
            lanes = Vector512.FusedMultiplyAdd(Padded(a[i..]), Padded(b[i..]), lanes);
        return AddTree(lanes.GetLower() + lanes.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float AddTree(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double AddTree(Vector256<double> four)
    {
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static Vector512<float> Padded(ReadOnlySpan<float> rest)
    {
        Span<float> full = stackalloc float[16];
        full.Clear();
        rest.CopyTo(full);
        return Vector512.Create<float>(full);
    }

    private static Vector512<double> Padded(ReadOnlySpan<double> rest)
    {
        Span<double> full = stackalloc double[8];
        full.Clear();
        rest.CopyTo(full);
        return Vector512.Create<double>(full);
    }
}
