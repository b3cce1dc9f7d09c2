using System.Runtime.CompilerServices;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <summary>
/// The fast form of <see cref="RatingRowParser"/> for the row that nearly every file consists of:
/// <c>digits,digits,d.d,digits</c> and a line end. It gives up on anything else, so both forms always agree; see <c>RatingRowTwinTests</c>.
/// </summary>
internal static class FastRatingRow
{
    /// <summary>Parses the row that starts at <paramref name="start"/>.</summary>
    /// <returns>The row's bytes, its line end included; 0 when the row is not of the common form.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryParse(ref byte start, byte separator, out long user, out long item, out float rating, out long timestamp)
    {
        if (VectorRatingRow.IsSupported
            && VectorRatingRow.TryParse(ref start, separator, out user, out item, out rating, out timestamp) is var bytes and > 0)
            return bytes;
        return TryParseScalar(ref start, separator, out user, out item, out rating, out timestamp);
    }

    /// <summary>The same without vectors.</summary>
    public static int TryParseScalar(ref byte start, byte separator, out long user, out long item, out float rating, out long timestamp)
    {
        int at = 0;
        (item, rating, timestamp) = (0, 0, 0);
        bool found = FastDigits.TryId(ref start, ref at, out user) && TrySkip(ref start, ref at, separator)
            && FastDigits.TryId(ref start, ref at, out item) && TrySkip(ref start, ref at, separator)
            && TryRating(ref start, ref at, out rating) && TrySkip(ref start, ref at, separator)
            && FastDigits.TryInt64(ref start, ref at, out timestamp) && TryLineEnd(ref start, ref at);
        return found ? at : 0;
    }

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
