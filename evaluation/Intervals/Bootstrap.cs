namespace RecPipeline.Evaluation;

/// <summary>95 % percentile bootstrap over users.</summary>
/// <remarks>
/// Source: Efron, Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. A resample draws n of the n users with replacement;
/// the interval is the 2.5 % and 97.5 % quantile of the resampled statistic, linear between neighbours (type 7 of Hyndman, Fan, 1996).
/// Draw i of resample b is a hash of (seed, b, i): the same bytes for any number of threads and any instruction set.
/// Users that do not take part (NaN) are left out before drawing.
/// </remarks>
public static class Bootstrap
{
    public const int DefaultResamples = 1_000;

    /// <summary>Interval of the mean.</summary>
    /// <returns>(NaN, NaN) when nobody takes part.</returns>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static (double Low, double High) Interval(ReadOnlySpan<double> perUser, long seed, int resamples = DefaultResamples)
    {
        var present = Participants.Of(perUser);
        double[] values = Participants.Pick(perUser, present);
        return FromSums(new ResampledSums(values, values.Length, 1, seed, resamples), new Statistic("", 0, "", 0), [0]);
    }

    /// <summary>
    /// Interval of the mean, and the p-value of its being 0: twice the smaller share of resampled means on one side of 0, where one more
    /// counts on either side. Smallest value: 2 / (resamples + 1).
    /// </summary>
    /// <returns>NaN when nobody takes part.</returns>
    internal static (double Low, double High, double P) OfMean(ReadOnlySpan<double> perUser, long seed, int resamples = DefaultResamples)
    {
        double[] values = Participants.Pick(perUser, Participants.Of(perUser));
        var sums = new ResampledSums(values, values.Length, 1, seed, resamples);
        var (low, high) = FromSums(sums, new Statistic("", 0, "", 0), [0]);
        if (values.Length == 0)
            return (low, high, double.NaN);
        var (above, below) = (1, 1);
        for (int b = 0; b < sums.Resamples; b++)
            (above, below) = (above + (sums.At(b, 0) >= 0 ? 1 : 0), below + (sums.At(b, 0) <= 0 ? 1 : 0));
        return (low, high, Math.Min(1, 2.0 * Math.Min(above, below) / (sums.Resamples + 1)));
    }

    /// <summary>
    /// Interval of Σ numerator / Σ denominator, or of its square root: for RMSE, (sum of squared errors, rows) of each user.
    /// </summary>
    /// <param name="numerators">One per user; NaN = does not take part.</param>
    /// <param name="denominators">One per user, above 0 where the user takes part.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="resamples">How many resamples.</param>
    /// <param name="squareRoot">The interval is that of the quotient's square root.</param>
    public static (double Low, double High) RatioInterval(
        ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators,
        long seed, int resamples = DefaultResamples, bool squareRoot = false)
    {
        if (numerators.Length != denominators.Length)
            throw new ArgumentException(
                $"{numerators.Length} numerators do not match {denominators.Length} denominators; give one each per user.");
        var present = Participants.Of(numerators);
        var pairs = new double[2 * present.Length];
        for (int i = 0; i < present.Length; i++)
            (pairs[2 * i], pairs[2 * i + 1]) = (numerators[present[i]], denominators[present[i]]);
        var sums = new ResampledSums(pairs, present.Length, 2, seed, resamples);
        return FromSums(sums, new Statistic("", 0, "", 0, 1, squareRoot), [0, 1]);
    }

    /// <param name="sums">Sums of the group of users the statistic is about.</param>
    /// <param name="statistic">What to compute per resample.</param>
    /// <param name="places">Where the sums hold each table column.</param>
    internal static (double Low, double High) FromSums(ResampledSums sums, Statistic statistic, ReadOnlySpan<int> places)
    {
        if (sums.Rows == 0)
            return (double.NaN, double.NaN);
        var values = new double[sums.Resamples];
        for (int b = 0; b < values.Length; b++)
        {
            double denominator = statistic.Denominator == Statistic.Users ? sums.Rows : sums.At(b, places[statistic.Denominator]);
            values[b] = statistic.Of(sums.At(b, places[statistic.Numerator]), denominator);
        }
        Array.Sort(values);
        return (Quantile(values, 0.025), Quantile(values, 0.975));
    }

    private static double Quantile(ReadOnlySpan<double> ascending, double share)
    {
        double place = share * (ascending.Length - 1);
        int below = (int)place;
        double next = ascending[Math.Min(below + 1, ascending.Length - 1)];
        return ascending[below] + (place - below) * (next - ascending[below]);
    }
}
