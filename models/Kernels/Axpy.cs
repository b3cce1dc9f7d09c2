using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>into += scale · row, element by element with one rounding, so that every register width gives the same bits.</summary>
public static class Axpy
{
    private static readonly bool IsPlain = KernelChoice.Chosen == KernelVariant.Scalar;

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(float scale, ReadOnlySpan<float> row, Span<float> into)
    {
        if (row.Length != into.Length)
            throw new ArgumentException($"A row of {row.Length} elements cannot be added to {into.Length}.", nameof(row));
        if (IsPlain)
            AddPlain(scale, row, into);
        else
            AddVectors(scale, row, into);
    }

    internal static void AddPlain(float scale, ReadOnlySpan<float> row, Span<float> into)
    {
        for (int i = 0; i < row.Length; i++)
            into[i] = MathF.FusedMultiplyAdd(scale, row[i], into[i]);
    }

    internal static void AddVectors(float scale, ReadOnlySpan<float> row, Span<float> into)
    {
        ref float from = ref MemoryMarshal.GetReference(row);
        ref float to = ref MemoryMarshal.GetReference(into);
        var scales = Vector256.Create(scale);
        int i = 0;
        for (; i <= row.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            Vector256.FusedMultiplyAdd(scales, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i))
                .StoreUnsafe(ref to, (nuint)i);
        AddPlain(scale, row[i..], into[i..]);
    }
}
