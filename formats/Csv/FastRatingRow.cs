using System.Numerics;
using System.Runtime.CompilerServices;

namespace RecPipeline.Formats.Csv;

/// <summary>
/// The fast form of <see cref="RatingRowParser"/> for the row that nearly every file consists of: <c>digits,digits,d.d,digits</c> and a line end.
/// It gives up on anything else, so both forms always agree; see <c>RatingRowTwinTests</c>.
/// </summary>
/// <remarks>
/// Eight bytes at a time in one register: find the first byte that is no digit, shift the digits to the top, and combine them by multiplying
/// pairs, then fours, then eights. The number of digits never becomes a branch, and that is what makes it fast: ids have unpredictable lengths.
/// </remarks>
internal static class FastRatingRow
{
    /// <summary>Bytes that must be readable (and not digits) after the last byte of the text.</summary>
    public const int Slack = 16;

    /// <summary>Parses the row that starts at <paramref name="start"/>.</summary>
    /// <returns>The row's bytes, its line end included; 0 when the row is not of the common form.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryParse(ref byte start, byte separator, out long user, out long item, out float rating, out long timestamp)
    {
        int at = 0;
        (item, rating, timestamp) = (0, 0, 0);
        bool found = TryDigits(ref start, ref at, out user) && TrySkip(ref start, ref at, separator)
            && TryDigits(ref start, ref at, out item) && TrySkip(ref start, ref at, separator)
            && TryRating(ref start, ref at, out rating) && TrySkip(ref start, ref at, separator)
            && TryDigits(ref start, ref at, out timestamp) && TryLineEnd(ref start, ref at);
        return found ? at : 0;
    }

    // Up to 15 digits, which always fit 64 bits; longer ones are left to the plain parser.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(ref byte start, ref int at, out long value)
    {
        int count = EightDigits(ref Unsafe.Add(ref start, at), out ulong first);
        at += count;
        value = (long)first;
        if (count < 8)
            return count > 0;
        int more = EightDigits(ref Unsafe.Add(ref start, at), out ulong second);
        at += more;
        value = ((long)first * PowersOfTen[more]) + (long)second;
        return more < 8;
    }

    /// <summary>Reads the digits at <paramref name="text"/>, eight at most; returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EightDigits(ref byte text, out ulong value)
    {
        ulong digits = Unsafe.ReadUnaligned<ulong>(ref text) ^ 0x3030303030303030;
        // Adding 0x76 sets the top bit of 0x0A..0x7F. A carry out of a byte above 0x89 only spoils the bytes after it.
        ulong others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
        int count = BitOperations.TrailingZeroCount(others) >> 3;
        // In two halves, because a shift by 64 (no digit at all) would leave the register as it is.
        digits = digits << (32 - (4 * count)) << (32 - (4 * count));
        digits = (digits * 10) + (digits >> 8);
        value = (((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        return count;
    }

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    // One digit, or one digit, a point and one digit: MovieLens has no other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRating(ref byte start, ref int at, out float rating)
    {
        ref byte text = ref Unsafe.Add(ref start, at);
        uint whole = text - (uint)'0';
        uint tenth = Unsafe.Add(ref text, 2) - (uint)'0';
        bool hasPoint = Unsafe.Add(ref text, 1) == '.';
        at += hasPoint ? 3 : 1;
        // Both operands are exact, so one rounding: the same float that parsing the text gives.
        rating = hasPoint ? (int)((whole * 10) + tenth) / 10f : (int)whole;
        return whole <= 9 && (!hasPoint || tenth <= 9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TrySkip(ref byte start, ref int at, byte expected) => Unsafe.Add(ref start, at++) == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryLineEnd(ref byte start, ref int at)
    {
        if (Unsafe.Add(ref start, at) == '\r')
            at++;
        return TrySkip(ref start, ref at, (byte)'\n');
    }
}
