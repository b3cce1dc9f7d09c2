using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>The register tiles in 512 bits, see <see cref="SymmetricTile256"/>.</summary>
internal static class SymmetricTile512
{
    public const int WideColumns = 32;

    /// <summary>8 × 32: sixteen sums and ten loads for sixteen multiply-adds a step.</summary>
    public static void UpdateWide(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
    {
        Vector512<float> s0a = default, s0b = default;
        Vector512<float> s1a = default, s1b = default;
        Vector512<float> s2a = default, s2b = default;
        Vector512<float> s3a = default, s3b = default;
        Vector512<float> s4a = default, s4b = default;
        Vector512<float> s5a = default, s5b = default;
        Vector512<float> s6a = default, s6b = default;
        Vector512<float> s7a = default, s7b = default;
        nuint at = 0;
        for (int k = 0; k < rows; k++, at += (nuint)stride)
        {
            var ra = Vector512.LoadUnsafe(ref right, at);
            var rb = Vector512.LoadUnsafe(ref right, at + 16);
            ref float l = ref Unsafe.Add(ref left, at);
            var l0 = Vector512.Create(l);
            s0a = Vector512.FusedMultiplyAdd(l0, ra, s0a);
            s0b = Vector512.FusedMultiplyAdd(l0, rb, s0b);
            var l1 = Vector512.Create(Unsafe.Add(ref l, 1));
            s1a = Vector512.FusedMultiplyAdd(l1, ra, s1a);
            s1b = Vector512.FusedMultiplyAdd(l1, rb, s1b);
            var l2 = Vector512.Create(Unsafe.Add(ref l, 2));
            s2a = Vector512.FusedMultiplyAdd(l2, ra, s2a);
            s2b = Vector512.FusedMultiplyAdd(l2, rb, s2b);
            var l3 = Vector512.Create(Unsafe.Add(ref l, 3));
            s3a = Vector512.FusedMultiplyAdd(l3, ra, s3a);
            s3b = Vector512.FusedMultiplyAdd(l3, rb, s3b);
            var l4 = Vector512.Create(Unsafe.Add(ref l, 4));
            s4a = Vector512.FusedMultiplyAdd(l4, ra, s4a);
            s4b = Vector512.FusedMultiplyAdd(l4, rb, s4b);
            var l5 = Vector512.Create(Unsafe.Add(ref l, 5));
            s5a = Vector512.FusedMultiplyAdd(l5, ra, s5a);
            s5b = Vector512.FusedMultiplyAdd(l5, rb, s5b);
            var l6 = Vector512.Create(Unsafe.Add(ref l, 6));
            s6a = Vector512.FusedMultiplyAdd(l6, ra, s6a);
            s6b = Vector512.FusedMultiplyAdd(l6, rb, s6b);
            var l7 = Vector512.Create(Unsafe.Add(ref l, 7));
            s7a = Vector512.FusedMultiplyAdd(l7, ra, s7a);
            s7b = Vector512.FusedMultiplyAdd(l7, rb, s7b);
        }
        var signs = Vector512.Create(sign);
        AddScaled(ref tile, signs, s0a);
        AddScaled(ref Unsafe.Add(ref tile, 16), signs, s0b);
        AddScaled(ref Unsafe.Add(ref tile, stride), signs, s1a);
        AddScaled(ref Unsafe.Add(ref tile, stride + 16), signs, s1b);
        AddScaled(ref Unsafe.Add(ref tile, 2 * stride), signs, s2a);
        AddScaled(ref Unsafe.Add(ref tile, (2 * stride) + 16), signs, s2b);
        AddScaled(ref Unsafe.Add(ref tile, 3 * stride), signs, s3a);
        AddScaled(ref Unsafe.Add(ref tile, (3 * stride) + 16), signs, s3b);
        AddScaled(ref Unsafe.Add(ref tile, 4 * stride), signs, s4a);
        AddScaled(ref Unsafe.Add(ref tile, (4 * stride) + 16), signs, s4b);
        AddScaled(ref Unsafe.Add(ref tile, 5 * stride), signs, s5a);
        AddScaled(ref Unsafe.Add(ref tile, (5 * stride) + 16), signs, s5b);
        AddScaled(ref Unsafe.Add(ref tile, 6 * stride), signs, s6a);
        AddScaled(ref Unsafe.Add(ref tile, (6 * stride) + 16), signs, s6b);
        AddScaled(ref Unsafe.Add(ref tile, 7 * stride), signs, s7a);
        AddScaled(ref Unsafe.Add(ref tile, (7 * stride) + 16), signs, s7b);
    }

    /// <summary>8 × 16, for what is left over.</summary>
    public static void Update(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nuint at = 0;
        for (int k = 0; k < rows; k++, at += (nuint)stride)
        {
            var r = Vector512.LoadUnsafe(ref right, at);
            ref float l = ref Unsafe.Add(ref left, at);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(l), r, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 1)), r, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 2)), r, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 3)), r, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 4)), r, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 5)), r, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 6)), r, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref l, 7)), r, s7);
        }
        var signs = Vector512.Create(sign);
        AddScaled(ref tile, signs, s0);
        AddScaled(ref Unsafe.Add(ref tile, stride), signs, s1);
        AddScaled(ref Unsafe.Add(ref tile, 2 * stride), signs, s2);
        AddScaled(ref Unsafe.Add(ref tile, 3 * stride), signs, s3);
        AddScaled(ref Unsafe.Add(ref tile, 4 * stride), signs, s4);
        AddScaled(ref Unsafe.Add(ref tile, 5 * stride), signs, s5);
        AddScaled(ref Unsafe.Add(ref tile, 6 * stride), signs, s6);
        AddScaled(ref Unsafe.Add(ref tile, 7 * stride), signs, s7);
    }

    // The sign is ±1, so the product is exact and this is an addition or a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ref float at, Vector512<float> sign, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(sign, sum, Vector512.LoadUnsafe(ref at)).StoreUnsafe(ref at);
}
