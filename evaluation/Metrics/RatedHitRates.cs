namespace RecPipeline.Evaluation;

/// <summary>Hit rate over the users who liked their held-out item: a hit on an item the user disliked is no success.</summary>
/// <param name="ratingCutoff">Lowest true rating that counts; 4.0 itself counts.</param>
public sealed class CumulativeHitRate(float ratingCutoff = 4.0f) : IListMetric
{
    public string Name => "cHR";

    public string Definition => FormattableString.Invariant(
        $"hits with held-out rating >= {ratingCutoff:0.0##} / users with held-out rating >= {ratingCutoff:0.0##}");

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol == ProtocolKind.LeaveOneOut;

    public double Value(in RankedList list, int cutoff) => RatedHits.Value(list, cutoff, ratingCutoff, float.PositiveInfinity);
}

/// <summary>Hit rate of the users whose held-out item has one rating value; one metric per value, told apart by its slice.</summary>
public sealed class RatingHitRate(float rating) : IListMetric
{
    public string Name => "rHR";

    public string Slice => rating.ToString("0.0##", System.Globalization.CultureInfo.InvariantCulture);

    public string Definition => "HitRate over the users whose held-out rating equals the slice's value";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol == ProtocolKind.LeaveOneOut;

    public double Value(in RankedList list, int cutoff) => RatedHits.Value(list, cutoff, rating, rating);

    /// <summary>One metric for each value of a rating scale, ascending: 0.5, 1.0, … 5.0 by default.</summary>
    public static IEnumerable<RatingHitRate> ForScale(float low = 0.5f, float high = 5f, float step = 0.5f)
    {
        for (int i = 0; low + i * step <= high; i++)
            yield return new RatingHitRate(low + i * step);
    }
}

/// <summary>Hit rate restricted to test items of some ratings: what cHR and rHR share.</summary>
internal static class RatedHits
{
    /// <summary>
    /// NaN when no test item of the user is rated inside [<paramref name="low"/>, <paramref name="high"/>];
    /// else 1 if such an item is among the first <paramref name="cutoff"/>, else 0.
    /// </summary>
    public static double Value(in RankedList list, int cutoff, float low, float high)
    {
        list.NeedRatings();
        if (!AnyWithin(list.RelevantRatings, low, high))
            return double.NaN;
        foreach (int rank in list.HitRanks[..list.HitsWithin(cutoff)])
        {
            float rating = list.RatingOf(list.Items[rank - 1]);
            if (rating >= low && rating <= high)
                return 1;
        }
        return 0;
    }

    private static bool AnyWithin(ReadOnlySpan<float> ratings, float low, float high)
    {
        foreach (float rating in ratings)
        {
            if (rating >= low && rating <= high)
                return true;
        }
        return false;
    }
}
