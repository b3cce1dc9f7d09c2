namespace RecPipeline.Models.Numbers;

/// <summary>The binary logarithm out of +, −, × and ÷ alone, so that it has the same bits on every processor.</summary>
/// <remarks>
/// <c>Math.Log2</c> is the C library's, which picks another routine where FMA exists and may then differ in the last bit.
/// x = m · 2^e with m in [√½, √2):  log2 x = e + 2·artanh(s)/ln 2,  s = (m − 1)/(m + 1), |s| ≤ .1716: twelve terms leave less than 1e-18.
/// Powers of two are exact. Error below 4e-16 relative; "same as Math.Log2 within that" is in <c>StableLog2Tests</c>.
/// </remarks>
public static class StableLog2
{
    private const int Terms = 12;
    private const double InverseLn2 = 1.4426950408889634;
    private const double SquareRootOf2 = 1.4142135623730951;

    /// <param name="x">A normal number above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is zero, negative, subnormal, infinite or NaN.</exception>
    public static double Of(double x)
    {
        if (!double.IsNormal(x) || x < 0)
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm needs a normal number above 0.");
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        return mantissa < SquareRootOf2 ? exponent + Series(mantissa) : exponent + 1 + Series(mantissa / 2);
    }

    private static double Series(double mantissa)
    {
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int k = Terms; k >= 0; k--)
            sum = sum * square + 1.0 / (2 * k + 1);
        return 2 * s * sum * InverseLn2;
    }
}

/// <summary>The binary logarithm in float32, good to about six digits, with the same bits on every processor; for random draws.</summary>
/// <remarks>As <see cref="StableLog2"/>, with four terms of the series: the next is below 2e-8.</remarks>
public static class ShortLog2
{
    private const float TwoOverLn2 = 2.88539008f;

    /// <param name="x">A normal number above 0.</param>
    public static float Of(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int exponent = (bits >> 23) - 127;
        float mantissa = BitConverter.Int32BitsToSingle((bits & 0x7FFFFF) | (127 << 23));
        if (mantissa >= 1.41421356f)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        float s = (mantissa - 1) / (mantissa + 1), square = s * s;
        return exponent + (TwoOverLn2 * s * (1 + (square * ((1f / 3) + (square * ((1f / 5) + (square * (1f / 7))))))));
    }
}

/// <summary>2^(−x) with the same bits on every machine, which the library of the operating system does not promise.</summary>
internal static class StableExp2
{
    private const double Ln2 = 0.6931471805599453;
    private const int Terms = 20; // ln(2)^20 / 20! is below 2⁻⁷²

    /// <summary>2^(−x) for x ≥ 0, to a few units in the last place: the whole part as an exponent, the rest by its Taylor series.</summary>
    public static double HalfTo(double x)
    {
        double whole = Math.Min(Math.Floor(x), 2000); // 0 from 1,075 on
        double z = -(x - Math.Floor(x)) * Ln2;
        double sum = 1;
        for (int term = Terms; term > 0; term--)
            sum = 1 + (z * sum / term);
        return Math.ScaleB(sum, -(int)whole);
    }
}
