using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The matrix product in tiles of 12 × 32: twenty-four 512-bit sums, of thirty-two registers. Same bits as <see cref="GemmScalar"/>.
/// </summary>
public sealed class GemmVector512() : PackedGemm(TileRows, TileColumns)
{
    private const int TileRows = 12, TileColumns = 32;

    private protected override void AddTile(ref float a, ref float b, int inner, ref float tile, int stride, float sign)
    {
        Vector512<float> s0a = default, s0b = default;
        Vector512<float> s1a = default, s1b = default;
        Vector512<float> s2a = default, s2b = default;
        Vector512<float> s3a = default, s3b = default;
        Vector512<float> s4a = default, s4b = default;
        Vector512<float> s5a = default, s5b = default;
        Vector512<float> s6a = default, s6b = default;
        Vector512<float> s7a = default, s7b = default;
        Vector512<float> s8a = default, s8b = default;
        Vector512<float> s9a = default, s9b = default;
        Vector512<float> s10a = default, s10b = default;
        Vector512<float> s11a = default, s11b = default;
        for (int k = 0; k < inner; k++)
        {
            var ra = Vector512.LoadUnsafe(ref b);
            var rb = Vector512.LoadUnsafe(ref b, 16);
            var l0 = Vector512.Create(a);
            s0a = Vector512.FusedMultiplyAdd(l0, ra, s0a);
            s0b = Vector512.FusedMultiplyAdd(l0, rb, s0b);
            var l1 = Vector512.Create(Unsafe.Add(ref a, 1));
            s1a = Vector512.FusedMultiplyAdd(l1, ra, s1a);
            s1b = Vector512.FusedMultiplyAdd(l1, rb, s1b);
            var l2 = Vector512.Create(Unsafe.Add(ref a, 2));
            s2a = Vector512.FusedMultiplyAdd(l2, ra, s2a);
            s2b = Vector512.FusedMultiplyAdd(l2, rb, s2b);
            var l3 = Vector512.Create(Unsafe.Add(ref a, 3));
            s3a = Vector512.FusedMultiplyAdd(l3, ra, s3a);
            s3b = Vector512.FusedMultiplyAdd(l3, rb, s3b);
            var l4 = Vector512.Create(Unsafe.Add(ref a, 4));
            s4a = Vector512.FusedMultiplyAdd(l4, ra, s4a);
            s4b = Vector512.FusedMultiplyAdd(l4, rb, s4b);
            var l5 = Vector512.Create(Unsafe.Add(ref a, 5));
            s5a = Vector512.FusedMultiplyAdd(l5, ra, s5a);
            s5b = Vector512.FusedMultiplyAdd(l5, rb, s5b);
            var l6 = Vector512.Create(Unsafe.Add(ref a, 6));
            s6a = Vector512.FusedMultiplyAdd(l6, ra, s6a);
            s6b = Vector512.FusedMultiplyAdd(l6, rb, s6b);
            var l7 = Vector512.Create(Unsafe.Add(ref a, 7));
            s7a = Vector512.FusedMultiplyAdd(l7, ra, s7a);
            s7b = Vector512.FusedMultiplyAdd(l7, rb, s7b);
            var l8 = Vector512.Create(Unsafe.Add(ref a, 8));
            s8a = Vector512.FusedMultiplyAdd(l8, ra, s8a);
            s8b = Vector512.FusedMultiplyAdd(l8, rb, s8b);
            var l9 = Vector512.Create(Unsafe.Add(ref a, 9));
            s9a = Vector512.FusedMultiplyAdd(l9, ra, s9a);
            s9b = Vector512.FusedMultiplyAdd(l9, rb, s9b);
            var l10 = Vector512.Create(Unsafe.Add(ref a, 10));
            s10a = Vector512.FusedMultiplyAdd(l10, ra, s10a);
            s10b = Vector512.FusedMultiplyAdd(l10, rb, s10b);
            var l11 = Vector512.Create(Unsafe.Add(ref a, 11));
            s11a = Vector512.FusedMultiplyAdd(l11, ra, s11a);
            s11b = Vector512.FusedMultiplyAdd(l11, rb, s11b);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, TileColumns);
        }
        var signs = Vector512.Create(sign);
        AddRow(ref tile, signs, s0a, s0b);
        AddRow(ref Unsafe.Add(ref tile, stride), signs, s1a, s1b);
        AddRow(ref Unsafe.Add(ref tile, 2 * stride), signs, s2a, s2b);
        AddRow(ref Unsafe.Add(ref tile, 3 * stride), signs, s3a, s3b);
        AddRow(ref Unsafe.Add(ref tile, 4 * stride), signs, s4a, s4b);
        AddRow(ref Unsafe.Add(ref tile, 5 * stride), signs, s5a, s5b);
        AddRow(ref Unsafe.Add(ref tile, 6 * stride), signs, s6a, s6b);
        AddRow(ref Unsafe.Add(ref tile, 7 * stride), signs, s7a, s7b);
        AddRow(ref Unsafe.Add(ref tile, 8 * stride), signs, s8a, s8b);
        AddRow(ref Unsafe.Add(ref tile, 9 * stride), signs, s9a, s9b);
        AddRow(ref Unsafe.Add(ref tile, 10 * stride), signs, s10a, s10b);
        AddRow(ref Unsafe.Add(ref tile, 11 * stride), signs, s11a, s11b);
    }

    // The sign is ±1, so the product is exact and this is an addition or a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref float at, Vector512<float> sign, Vector512<float> a, Vector512<float> b)
    {
        Vector512.FusedMultiplyAdd(sign, a, Vector512.LoadUnsafe(ref at)).StoreUnsafe(ref at);
        Vector512.FusedMultiplyAdd(sign, b, Vector512.LoadUnsafe(ref at, 16)).StoreUnsafe(ref at, 16);
    }
}
