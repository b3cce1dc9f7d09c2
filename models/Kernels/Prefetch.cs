using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// Asks the processor to bring memory near. Only a hint: it changes no result, and an array that moves meanwhile does no harm.
/// </summary>
internal static class Prefetch
{
    /// <summary>Floats in a cache line.</summary>
    public const int Line = 16;

    /// <summary>Into the first cache: needed within some hundred cycles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Soon(ref float at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref at));
    }

    /// <summary>Into the second cache: needed later, and the first one is full of other work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Later(ref float at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(Unsafe.AsPointer(ref at));
    }

    /// <summary>A row of some lines into the first cache.</summary>
    public static void Soon(ReadOnlySpan<int> row)
    {
        for (int at = 0; at < row.Length; at += Line)
            Soon(ref Unsafe.As<int, float>(ref Unsafe.AsRef(in row[at])));
    }
}

/// <summary>Rows that will be read soon and lie anywhere in memory: asked for part by part while other work runs.</summary>
/// <remarks>Reading user factors in the order of one item's ratings took a quarter of the time of implicit ALS without it.</remarks>
/// <param name="factors">Row-major, without padding.</param>
/// <param name="size">Elements of a row.</param>
/// <param name="rows">Which rows.</param>
public readonly ref struct RowsAhead(ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows)
{
    private readonly ReadOnlySpan<float> _factors = factors;
    private readonly ReadOnlySpan<int> _rows = rows;

    /// <summary>Asks for the rows of one of <paramref name="parts"/> equal parts.</summary>
    public void Ask(int part, int parts)
    {
        for (int k = _rows.Length * part / parts; k < _rows.Length * (part + 1) / parts; k++)
        {
            ref float row = ref MemoryMarshal.GetReference(_factors.Slice(_rows[k] * size, size));
            for (int at = 0; at < size; at += Prefetch.Line)
                Prefetch.Later(ref Unsafe.Add(ref row, at));
        }
    }
}
