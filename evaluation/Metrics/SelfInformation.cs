namespace RecPipeline.Evaluation;

/// <summary>Mean −log2 of the share of training users who rated a recommended item, in bits: higher is more novel.</summary>
/// <remarks>
/// Source: Zhou et al., PNAS 2010 (surprisal). Items without a training rating have no probability and are left out;
/// a user whose list holds no other items does not take part. Pooled: over all entries that count.
/// </remarks>
public sealed class SelfInformation(TrainingCatalogue catalogue) : IPooledMetric
{
    public string Name => "SelfInformation";

    public string Definition =>
        "mean of -log2(training ratings of the item / training users) over the first N items with a training rating; mean over users, Pooled: over all entries";

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
