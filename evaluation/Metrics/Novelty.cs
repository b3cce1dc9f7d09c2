namespace RecPipeline.Evaluation;

/// <summary>Mean popularity rank of the recommended items (1 = most ratings in training): higher is more novel.</summary>
/// <remarks>
/// Pooled: over all entries of all lists, so that users with short lists weigh less. Users with an empty list do not take part.
/// </remarks>
public sealed class NoveltyRank(TrainingCatalogue catalogue) : IPooledMetric
{
    public string Name => "NoveltyRank";

    public string Definition =>
        "mean popularity rank (1 = most training ratings, ties by smaller item index) of the first N items; mean over users, "
            + "Pooled: over all entries";

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        if (list.Items.IsEmpty)
            return double.NaN;
        var items = list.Items[..Math.Min(cutoff, list.Items.Length)];
        long sum = 0;
        foreach (int item in items)
            sum += catalogue.PopularityRank(item);
        return (double)sum / items.Length;
    }

    public double Weight(in RankedList list, int cutoff) => Math.Min(cutoff, list.Items.Length);
}

/// <summary>Mean −log2 of the share of training users who rated a recommended item, in bits: higher is more novel.</summary>
/// <remarks>
/// Source: Zhou et al., PNAS 2010 (surprisal). Items without a training rating have no probability and are left out;
/// a user whose list holds no other items does not take part. Pooled: over all entries that count.
/// </remarks>
public sealed class SelfInformation(TrainingCatalogue catalogue) : IPooledMetric
{
    public string Name => "SelfInformation";

    public string Definition =>
        "mean of -log2(training ratings of the item / training users) over the first N items with a training rating; mean over users, "
            + "Pooled: over all entries";

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        double sum = 0;
        foreach (int item in list.Items[..Math.Min(cutoff, list.Items.Length)])
            sum += catalogue.SurpriseBits(item);
        // 0 / 0 is NaN, which is what a user without such an item is.
        return sum / Weight(list, cutoff);
    }

    public double Weight(in RankedList list, int cutoff)
    {
        int rated = 0;
        foreach (int item in list.Items[..Math.Min(cutoff, list.Items.Length)])
            rated += catalogue.Ratings(item) > 0 ? 1 : 0;
        return rated;
    }
}
