using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// Finds the few scores of a row that may enter a list: whole registers below the threshold are passed over by one comparison.
/// </summary>
/// <remarks>Every variant finds the same places, see ScoreScanTests. Cost about scores / register width, plus the hits.</remarks>
public static class ScoreScan
{
    private static readonly KernelVariant Variant = KernelChoice.Chosen;

    /// <summary>Writes the places of all scores that are at least <paramref name="threshold"/>, ascending. NaN is never found.</summary>
    /// <param name="scores">A row of scores.</param>
    /// <param name="threshold">−∞ finds them all.</param>
    /// <param name="places">Room for as many places as there are scores.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="ArgumentException">The room is too small.</exception>
    public static int AtLeast(ReadOnlySpan<float> scores, float threshold, Span<int> places) => AtLeast(Variant, scores, threshold, places);

    internal static int AtLeast(KernelVariant variant, ReadOnlySpan<float> scores, float threshold, Span<int> places)
    {
        if (places.Length < scores.Length)
            throw new ArgumentException(
                $"A scan of {scores.Length} scores needs as many places; there are {places.Length}.", nameof(places));
        return variant switch
        {
            KernelVariant.Vector512 => AtLeast512(scores, threshold, places),
            KernelVariant.Vector256 => AtLeast256(scores, threshold, places),
            _ => AtLeastScalar(scores, 0, threshold, places, 0),
        };
    }

    private static int AtLeastScalar(ReadOnlySpan<float> scores, int first, float threshold, Span<int> places, int count)
    {
        for (int i = first; i < scores.Length; i++)
            if (scores[i] >= threshold)
                places[count++] = i;
        return count;
    }

    private static int AtLeast512(ReadOnlySpan<float> scores, float threshold, Span<int> places)
    {
        ref float first = ref MemoryMarshal.GetReference(scores);
        var thresholds = Vector512.Create(threshold);
        int i = 0, count = 0;
        for (; i <= scores.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            ulong hits = Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref first, (nuint)i), thresholds).ExtractMostSignificantBits();
            if (hits != 0)
                count = Add(hits, i, places, count);
        }
        return AtLeastScalar(scores, i, threshold, places, count);
    }

    // Two registers for each branch: most pairs hold nothing.
    private static int AtLeast256(ReadOnlySpan<float> scores, float threshold, Span<int> places)
    {
        const int width = 8;
        ref float first = ref MemoryMarshal.GetReference(scores);
        var thresholds = Vector256.Create(threshold);
        int i = 0, count = 0;
        for (; i <= scores.Length - (2 * width); i += 2 * width)
        {
            var low = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)i), thresholds);
            var high = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)(i + width)), thresholds);
            if ((low | high) != Vector256<float>.Zero)
                count = Add(low.ExtractMostSignificantBits() | (high.ExtractMostSignificantBits() << width), i, places, count);
        }
        return AtLeastScalar(scores, i, threshold, places, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Add(ulong hits, int first, Span<int> places, int count)
    {
        for (; hits != 0; hits &= hits - 1)
            places[count++] = first + BitOperations.TrailingZeroCount(hits);
        return count;
    }
}
