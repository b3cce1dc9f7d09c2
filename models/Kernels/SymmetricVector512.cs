using System.Runtime.CompilerServices;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The symmetric system with 512-bit tiles where the time goes, the rest in 256 bits. Same bits as <see cref="SymmetricScalar"/>.
/// </summary>
public sealed class SymmetricVector512 : SymmetricVector256
{
    private const int Width = 16;

    // Starts at a multiple of 16 columns; for every second block that takes 8 columns below the diagonal along, which nobody reads.
    private protected override void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign)
    {
        int stride = Stride(size), j = i / Width * Width;
        ref float left = ref Unsafe.Add(ref panel, i);
        ref float row = ref Unsafe.Add(ref a, i * stride);
        for (; j < size - Width; j += SymmetricTile512.WideColumns)
            SymmetricTile512.UpdateWide(ref left, ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref row, j), sign);
        if (j < size)
            SymmetricTile512.Update(ref left, ref Unsafe.Add(ref panel, j), rows, stride, ref Unsafe.Add(ref row, j), sign);
    }
}
