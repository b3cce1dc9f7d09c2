using System.Numerics;
using System.Runtime.CompilerServices;

namespace RecPipeline.Ratings.Csv;

/// <summary>Reads digits eight bytes at a time, in one register and without a branch on how many there are.</summary>
/// <remarks>
/// Find the first byte that is no digit, shift the digits to the top, and combine them by multiplying pairs, then fours, then eights.
/// That the number of digits never becomes a branch is what makes it fast: ids have unpredictable lengths. Eight bytes must be readable.
/// Little-endian.
/// </remarks>
internal static class FastDigits
{
    public static readonly int[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Reads the digits at <paramref name="text"/>, eight at most; returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref byte text, out ulong value)
    {
        ulong digits = Unsafe.ReadUnaligned<ulong>(ref text) ^ 0x3030303030303030;
        // Adding 0x76 sets the top bit of 0x0A..0x7F. A carry out of a byte above 0x89 only spoils the bytes after it.
        ulong others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
        int count = BitOperations.TrailingZeroCount(others) >> 3;
        // In two halves, because a shift by 64 (no digit at all) would leave the register as it is.
        value = Combine(digits << (32 - (4 * count)) << (32 - (4 * count)));
        return count;
    }

    /// <summary>The number that the first <paramref name="count"/> of eight bytes of text say, from 1 to 8;
    /// any other count gives any number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong text, int count) => Combine((text ^ 0x3030303030303030) << (64 - (8 * count)));

    // Eight digits as bytes, the last one on top.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Combine(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    /// <summary>Reads up to 15 digits, which always fit 64 bits, and moves past them; false when there is none or there are more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInt64(ref byte start, ref int at, out long value)
    {
        int count = Read(ref Unsafe.Add(ref start, at), out ulong first);
        at += count;
        value = (long)first;
        if (count < 8)
            return count > 0;
        int more = Read(ref Unsafe.Add(ref start, at), out ulong second);
        at += more;
        value = ((long)first * PowersOfTen[more]) + (long)second;
        return more < 8;
    }

    /// <summary>As <see cref="TryInt64"/>; false also for zeros in front of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryId(ref byte start, ref int at, out long value)
    {
        int first = at;
        return TryInt64(ref start, ref at, out value) && (Unsafe.Add(ref start, first) != '0' || at - first == 1);
    }

    /// <summary>Reads digits with or without a point and more digits, and moves past them;
    /// false when the number has too many for one rounding.</summary>
    /// <remarks>
    /// A whole number below 2²⁴ and a power of ten up to 10⁸ are exact in float32, so their quotient is rounded once:
    /// the float nearest to the text. Source: Clinger, How to read floating point numbers accurately, PLDI 1990.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFloat(ref byte start, ref int at, out float value)
    {
        int count = Read(ref Unsafe.Add(ref start, at), out ulong digits);
        at += count;
        int decimals = 0;
        if (Unsafe.Add(ref start, at) == '.')
        {
            decimals = Read(ref Unsafe.Add(ref start, at + 1), out ulong fraction);
            digits = (digits * (ulong)PowersOfTen[decimals]) + fraction;
            at += 1 + decimals;
            count = decimals == 0 ? 0 : count;
        }
        value = (int)digits / (float)PowersOfTen[decimals];
        return count is > 0 and < 8 && decimals < 8 && digits < 1 << 24;
    }
}
