using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>How many ratings each user has: log-normal between a least and a most, adding up exactly.</summary>
/// <remarks>
/// MovieLens-20M: median 68, mean 144.4, least 20, most about 9,300. Other shapes keep the ratios. Counts are the quantiles of the
/// distribution, so nothing is left to chance; which user has which count is a hash. The width is found by bisection, so that the sum is
/// right to one count per user.
/// </remarks>
internal static class UserActivity
{
    private const double MedianOfMean = 68 / 144.41;
    private const double LeastOfMean = 20 / 144.41;

    /// <returns>[users] counts, ascending.</returns>
    public static int[] Counts(GeneratorParameters p)
    {
        double mean = (double)p.Ratings / p.Users;
        double median = mean * MedianOfMean, least = Math.Max(1, Math.Floor(mean * LeastOfMean));
        double[] normal = [.. Enumerable.Range(0, p.Users).Select(place => NormalQuantile.Of((place + 0.5) / p.Users))];
        var (low, high) = (0.0, 6.0);
        for (int step = 0; step < 60; step++)
        {
            double width = (low + high) / 2;
            double sum = normal.Sum(z => Math.Clamp(median * Math.Exp(width * z), least, p.MostPerUser));
            (low, high) = sum < p.Ratings ? (width, high) : (low, width);
        }
        return AddUp([.. normal.Select(z => (int)Math.Round(Math.Clamp(median * Math.Exp(low * z), least, p.MostPerUser)))], p);
    }

    // Rounding, or a shape no width can reach, leaves a rest: it goes one by one to users that have room, the middle first.
    private static int[] AddUp(int[] counts, GeneratorParameters p)
    {
        long rest = p.Ratings - counts.Sum(count => (long)count);
        while (rest != 0)
        {
            long before = rest;
            for (int i = 0; i < counts.Length && rest != 0; i++)
            {
                int user = (counts.Length / 2 + i) % counts.Length, step = Math.Sign(rest);
                if (counts[user] + step < 1 || counts[user] + step > p.MostPerUser)
                    continue;
                counts[user] += step;
                rest -= step;
            }
            if (before == rest)
                throw new ArgumentException($"No user has room for the last {rest} ratings.");
        }
        Array.Sort(counts);
        return counts;
    }
}

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
