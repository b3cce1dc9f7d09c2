using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The matrix product in tiles of 6 × 16: twelve 256-bit sums, of sixteen registers. Same bits as <see cref="GemmScalar"/>.
/// </summary>
public sealed class GemmVector256() : PackedGemm(TileRows, TileColumns)
{
    private const int TileRows = 6, TileColumns = 16;

    private protected override void AddTile(ref float a, ref float b, int inner, ref float tile, int stride, float sign)
    {
        Vector256<float> s0a = default, s0b = default;
        Vector256<float> s1a = default, s1b = default;
        Vector256<float> s2a = default, s2b = default;
        Vector256<float> s3a = default, s3b = default;
        Vector256<float> s4a = default, s4b = default;
        Vector256<float> s5a = default, s5b = default;
        for (int k = 0; k < inner; k++)
        {
            var ra = Vector256.LoadUnsafe(ref b);
            var rb = Vector256.LoadUnsafe(ref b, 8);
            var l0 = Vector256.Create(a);
            s0a = Vector256.FusedMultiplyAdd(l0, ra, s0a);
            s0b = Vector256.FusedMultiplyAdd(l0, rb, s0b);
            var l1 = Vector256.Create(Unsafe.Add(ref a, 1));
            s1a = Vector256.FusedMultiplyAdd(l1, ra, s1a);
            s1b = Vector256.FusedMultiplyAdd(l1, rb, s1b);
            var l2 = Vector256.Create(Unsafe.Add(ref a, 2));
            s2a = Vector256.FusedMultiplyAdd(l2, ra, s2a);
            s2b = Vector256.FusedMultiplyAdd(l2, rb, s2b);
            var l3 = Vector256.Create(Unsafe.Add(ref a, 3));
            s3a = Vector256.FusedMultiplyAdd(l3, ra, s3a);
            s3b = Vector256.FusedMultiplyAdd(l3, rb, s3b);
            var l4 = Vector256.Create(Unsafe.Add(ref a, 4));
            s4a = Vector256.FusedMultiplyAdd(l4, ra, s4a);
            s4b = Vector256.FusedMultiplyAdd(l4, rb, s4b);
            var l5 = Vector256.Create(Unsafe.Add(ref a, 5));
            s5a = Vector256.FusedMultiplyAdd(l5, ra, s5a);
            s5b = Vector256.FusedMultiplyAdd(l5, rb, s5b);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, TileColumns);
        }
        var signs = Vector256.Create(sign);
        AddRow(ref tile, signs, s0a, s0b);
        AddRow(ref Unsafe.Add(ref tile, stride), signs, s1a, s1b);
        AddRow(ref Unsafe.Add(ref tile, 2 * stride), signs, s2a, s2b);
        AddRow(ref Unsafe.Add(ref tile, 3 * stride), signs, s3a, s3b);
        AddRow(ref Unsafe.Add(ref tile, 4 * stride), signs, s4a, s4b);
        AddRow(ref Unsafe.Add(ref tile, 5 * stride), signs, s5a, s5b);
    }

    // The sign is ±1, so the product is exact and this is an addition or a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref float at, Vector256<float> sign, Vector256<float> a, Vector256<float> b)
    {
        Vector256.FusedMultiplyAdd(sign, a, Vector256.LoadUnsafe(ref at)).StoreUnsafe(ref at);
        Vector256.FusedMultiplyAdd(sign, b, Vector256.LoadUnsafe(ref at, 8)).StoreUnsafe(ref at, 8);
    }
}
