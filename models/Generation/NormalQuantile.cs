using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>The inverse of the standard normal distribution function.</summary>
/// <remarks>
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23; absolute error below 4.5e-4, plenty for drawing activity.
/// </remarks>
internal static class NormalQuantile
{
    private const double Ln2 = 0.6931471805599453;

    /// <param name="share">Above 0 and below 1.</param>
    public static double Of(double share) => share < 0.5 ? -Upper(share) : Upper(1 - share);

    // The place that a standard normal number exceeds with probability p, p at most one half.
    private static double Upper(double p)
    {
        double t = Math.Sqrt(-2 * Ln2 * StableLog2.Of(p));
        return t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
    }
}
