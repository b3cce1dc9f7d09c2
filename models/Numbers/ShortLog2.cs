namespace RecPipeline.Models.Numbers;

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
