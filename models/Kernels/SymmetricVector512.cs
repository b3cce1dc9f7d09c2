using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>The symmetric system with 8 × 16 tiles of 512-bit registers where the time goes, the rest in 256 bits. Same bits as <see cref="SymmetricScalar"/>.</summary>
public sealed class SymmetricVector512 : SymmetricVector256
{
    private const int Width = 16;

    // Starts at a multiple of 16 columns; for every second block that takes 8 columns below the diagonal along, which nobody reads.
    private protected override void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign)
    {
        int stride = Stride(size);
        for (int j = i / Width * Width; j < size; j += Width)
            UpdateTile(ref Unsafe.Add(ref panel, i), ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref a, (i * stride) + j), sign);
    }

    private static void UpdateTile(ref float left, ref float right, int rows, int stride, ref float tile, float sign)
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
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s1);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s2);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s3);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s4);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s5);
        AddScaled(ref tile = ref Unsafe.Add(ref tile, stride), signs, s6);
        AddScaled(ref Unsafe.Add(ref tile, stride), signs, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ref float at, Vector512<float> sign, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(sign, sum, Vector512.LoadUnsafe(ref at)).StoreUnsafe(ref at);
}
