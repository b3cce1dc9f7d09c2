using System.Runtime.CompilerServices;
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
