using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Cleaning;

/// <summary>Lets old confidences count less: w = 2^(−age / half-life), the age being that against the newest row.</summary>
/// <remarks>
/// Measured against the data and not against a clock, so that the same file gives the same confidences on every day.
/// Example with a half-life of 10 days: confidences 8 8 8 of ages 0, 10 and 30 days become 8 4 1.
/// </remarks>
public static class TimeDecay
{
    private const double SecondsPerDay = 86_400;

    // What decays below every float is still above 0, as a confidence must be.
    private const float Least = 1.17549435e-38f;

    /// <summary>The confidences times their weights, as a new array.</summary>
    /// <param name="confidences">[rows], above 0.</param>
    /// <param name="timestamps">[rows], seconds.</param>
    /// <param name="halfLifeDays">Above 0.</param>
    public static float[] Apply(float[] confidences, long[] timestamps, double halfLifeDays)
    {
        ArgumentNullException.ThrowIfNull(confidences);
        ArgumentNullException.ThrowIfNull(timestamps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfLifeDays);
        if (timestamps.Length != confidences.Length)
            throw new ArgumentException(
                $"{confidences.Length} confidences need as many timestamps; there are {timestamps.Length}.", nameof(timestamps));
        long newest = timestamps.Length == 0 ? 0 : timestamps.Max();
        var decayed = new float[confidences.Length];
        for (int row = 0; row < decayed.Length; row++)
            decayed[row] = Math.Max(
                Least, (float)(confidences[row] * StableExp2.HalfTo(((double)newest - timestamps[row]) / SecondsPerDay / halfLifeDays)));
        return decayed;
    }
}
