using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>Register tiles of the symmetric system: tile += sign · Σ over the rows k of left[k]ᵀ · right[k].</summary>
/// <remarks>Twin: <c>UpdateRows</c> of <see cref="SymmetricScalar"/>.</remarks>
internal static class SymmetricTile256
{
    public const int WideColumns = 24;

    /// <summary>4 × 24: twelve sums and seven loads for twelve multiply-adds a step.</summary>
    public static void UpdateWide(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
    {
        Vector256<float> s0a = default, s0b = default, s0c = default;
        Vector256<float> s1a = default, s1b = default, s1c = default;
        Vector256<float> s2a = default, s2b = default, s2c = default;
        Vector256<float> s3a = default, s3b = default, s3c = default;
        nuint at = 0;
        for (int k = 0; k < rows; k++, at += (nuint)stride)
        {
            var ra = Vector256.LoadUnsafe(ref right, at);
            var rb = Vector256.LoadUnsafe(ref right, at + 8);
            var rc = Vector256.LoadUnsafe(ref right, at + 16);
            ref float l = ref Unsafe.Add(ref left, at);
            var l0 = Vector256.Create(l);
            s0a = Vector256.FusedMultiplyAdd(l0, ra, s0a);
            s0b = Vector256.FusedMultiplyAdd(l0, rb, s0b);
            s0c = Vector256.FusedMultiplyAdd(l0, rc, s0c);
            var l1 = Vector256.Create(Unsafe.Add(ref l, 1));
            s1a = Vector256.FusedMultiplyAdd(l1, ra, s1a);
            s1b = Vector256.FusedMultiplyAdd(l1, rb, s1b);
            s1c = Vector256.FusedMultiplyAdd(l1, rc, s1c);
            var l2 = Vector256.Create(Unsafe.Add(ref l, 2));
            s2a = Vector256.FusedMultiplyAdd(l2, ra, s2a);
            s2b = Vector256.FusedMultiplyAdd(l2, rb, s2b);
            s2c = Vector256.FusedMultiplyAdd(l2, rc, s2c);
            var l3 = Vector256.Create(Unsafe.Add(ref l, 3));
            s3a = Vector256.FusedMultiplyAdd(l3, ra, s3a);
            s3b = Vector256.FusedMultiplyAdd(l3, rb, s3b);
            s3c = Vector256.FusedMultiplyAdd(l3, rc, s3c);
        }
        var signs = Vector256.Create(sign);
        AddScaled(ref tile, signs, s0a);
        AddScaled(ref Unsafe.Add(ref tile, 8), signs, s0b);
        AddScaled(ref Unsafe.Add(ref tile, 16), signs, s0c);
        AddScaled(ref Unsafe.Add(ref tile, stride), signs, s1a);
        AddScaled(ref Unsafe.Add(ref tile, stride + 8), signs, s1b);
        AddScaled(ref Unsafe.Add(ref tile, stride + 16), signs, s1c);
        AddScaled(ref Unsafe.Add(ref tile, 2 * stride), signs, s2a);
        AddScaled(ref Unsafe.Add(ref tile, (2 * stride) + 8), signs, s2b);
        AddScaled(ref Unsafe.Add(ref tile, (2 * stride) + 16), signs, s2c);
        AddScaled(ref Unsafe.Add(ref tile, 3 * stride), signs, s3a);
        AddScaled(ref Unsafe.Add(ref tile, (3 * stride) + 8), signs, s3b);
        AddScaled(ref Unsafe.Add(ref tile, (3 * stride) + 16), signs, s3c);
    }

    /// <summary>8 × 8, for what is left over: nine loads for eight multiply-adds a step bind it to the load ports.</summary>
    public static void Update(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
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
    private static void AddScaled(ref float at, Vector256<float> sign, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(sign, sum, Vector256.LoadUnsafe(ref at)).StoreUnsafe(ref at);
}
