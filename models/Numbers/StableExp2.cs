namespace RecPipeline.Models.Numbers;

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
