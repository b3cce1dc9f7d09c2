using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

/// <summary>Counts of ratings that decay: one of age a counts 2^(−a / half-life), the age being that against the newest rating.</summary>
/// <remarks>
/// Counts are whole multiples of <see cref="Unit"/>⁻¹, so that sums are exact whatever their order: up to 2³¹ ratings of an item.
/// Example with a half-life of 10 days: ratings of ages 0, 10 and 30 days count 1 + 1/2 + 1/8, which is 1.625 · Unit.
/// </remarks>
public static class DecayedCounts
{
    /// <summary>What a rating of today counts: 2³².</summary>
    public const long Unit = 1L << 32;

    private const double SecondsPerDay = 86_400;

    /// <param name="ratings">[users × items].</param>
    /// <param name="timestamps">Seconds, one per cell of <paramref name="ratings"/>.</param>
    /// <param name="halfLifeDays">Above 0.</param>
    public static ItemPopularity Of(SparseMatrix ratings, long[] timestamps, double halfLifeDays)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(timestamps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfLifeDays);
        if (timestamps.Length != ratings.Count)
            throw new ArgumentException($"{ratings.Count} ratings need as many times; there are {timestamps.Length}.", nameof(timestamps));
        long newest = timestamps.Length == 0 ? 0 : timestamps.Max();
        var counts = new long[ratings.Columns];
        for (int cell = 0; cell < timestamps.Length; cell++)
            counts[ratings.Indices[cell]] += Count((newest - (double)timestamps[cell]) / SecondsPerDay / halfLifeDays);
        return PopularityRanking.Rank(counts);
    }

    // Below half a unit, at 33 half-lives, nothing is left.
    private static long Count(double halfLives) => (long)Math.Round(Unit * StableExp2.HalfTo(halfLives));
}
