namespace RecPipeline.Evaluation;

/// <summary>Hit rate over the users who liked their held-out item: a hit on an item the user disliked is no success.</summary>
/// <param name="ratingCutoff">Lowest true rating that counts; 4.0 itself counts.</param>
public sealed class CumulativeHitRate(float ratingCutoff = 4.0f) : IListMetric
{
    public string Name => "cHR";

    public string Definition => FormattableString.Invariant(
        $"hits with held-out rating >= {ratingCutoff:0.0##} / users with held-out rating >= {ratingCutoff:0.0##}");

    public double Value(in RankedList list, int cutoff) => RatedHits.Value(list, cutoff, ratingCutoff, float.PositiveInfinity);
}
