namespace RecPipeline.Evaluation;

/// <summary>Hit rate of the users whose held-out item has one rating value; one metric per value, told apart by its slice.</summary>
public sealed class RatingHitRate(float rating) : IListMetric
{
    public string Name => "rHR";

    public string Slice => rating.ToString("0.0##", System.Globalization.CultureInfo.InvariantCulture);

    public string Definition => "HitRate over the users whose held-out rating equals the slice's value";

    public double Value(in RankedList list, int cutoff) => RatedHits.Value(list, cutoff, rating, rating);

    /// <summary>One metric for each value of a rating scale, ascending: 0.5, 1.0, … 5.0 by default.</summary>
    public static IEnumerable<RatingHitRate> ForScale(float low = 0.5f, float high = 5f, float step = 0.5f)
    {
        for (int i = 0; low + i * step <= high; i++)
            yield return new RatingHitRate(low + i * step);
    }
}
