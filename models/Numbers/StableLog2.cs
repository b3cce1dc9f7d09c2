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
