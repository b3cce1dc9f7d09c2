using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <summary>
/// The fastest form of <see cref="RatingRowParser"/>, for <c>digits,digits,d.d,digits</c> and a line end within 32 bytes,
/// which is what nearly all rows of MovieLens are. It gives up on anything else; same result as <see cref="FastRatingRow"/>,
/// see <c>RatingRowTwinTests</c>.
/// </summary>
/// <remarks>
/// One vector comparison finds every byte that is no digit, so all four fields are known at once and are read side by side, where
/// <see cref="FastRatingRow"/> must read one to learn where the next begins.
/// </remarks>
internal static class VectorRatingRow
{
    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <summary>Parses the row that starts at <paramref name="start"/>.</summary>
    /// <returns>The row's bytes, its line end included; 0 when the row is not of this form.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryParse(ref byte start, byte separator, out long user, out long item, out float rating, out long timestamp)
    {
        uint others = NoDigits(ref start, out bool hasZerosInFront);
        int first = Next(ref others), second = Next(ref others), point = Next(ref others), third = Next(ref others), end = Next(ref others);
        bool fits = Is(ref start, first, separator) & Is(ref start, second, separator) & Is(ref start, point, (byte)'.')
            & Is(ref start, third, separator) & (point - second == 2) & (third - point == 2);
        (user, item) = (UpToEight(ref start, 0, first), UpToEight(ref start, first + 1, second - first - 1));
        rating = Rating(ref Unsafe.Add(ref start, second + 1));
        timestamp = UpToFifteen(ref start, third + 1, end - third - 1);
        fits &= !hasZerosInFront;
        fits &= (uint)(first - 1) < 8 & (uint)(second - first - 2) < 8 & (uint)(end - third - 2) < 15;
        // Past the 32 bytes Next gives 32, where anything may stand: the row is then too long for this form.
        int lineFeed = end + (Unsafe.Add(ref start, end) == '\r' ? 1 : 0);
        return fits && end < 32 && Is(ref start, lineFeed, (byte)'\n') ? lineFeed + 1 : 0;
    }

    // A zero that begins a run of digits and is not all of it is for the plain way to judge: in an id it is a fault.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NoDigits(ref byte start, out bool hasZerosInFront)
    {
        var digits = Vector256.LoadUnsafe(ref start) - Vector256.Create((byte)'0');
        uint areDigits = Vector256.Equals(Vector256.Min(digits, Vector256.Create((byte)9)), digits).ExtractMostSignificantBits();
        uint zeros = Vector256.Equals(digits, Vector256<byte>.Zero).ExtractMostSignificantBits();
        hasZerosInFront = (zeros & ~(areDigits << 1) & (areDigits >> 1)) != 0;
        return ~areDigits;
    }

    // Position of the lowest bit, which is then cleared; 32 when there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref uint bits)
    {
        int position = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Is(ref byte start, int at, byte expected) => Unsafe.Add(ref start, at) == expected;

    // Ten times the rating and 10 are exact, so one rounding: the same float that parsing the text gives.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rating(ref byte text) => (((text - '0') * 10) + (Unsafe.Add(ref text, 2) - '0')) / 10f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpToEight(ref byte start, int at, int count) =>
        (long)FastDigits.Combine(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpToFifteen(ref byte start, int at, int count) => count <= 8
        ? UpToEight(ref start, at, count)
        : (UpToEight(ref start, at, 8) * FastDigits.PowersOfTen[(count - 8) & 7]) + UpToEight(ref start, at + 8, count - 8);
}
