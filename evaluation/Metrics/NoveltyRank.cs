namespace RecPipeline.Evaluation;

/// <summary>Mean popularity rank of the recommended items (1 = most ratings in training): higher is more novel.</summary>
/// <remarks>Pooled: over all entries of all lists, so that users with short lists weigh less. Users with an empty list do not take part.</remarks>
public sealed class NoveltyRank(TrainingCatalogue catalogue) : IPooledMetric
{
    public string Name => "NoveltyRank";

    public string Definition =>
        "mean popularity rank (1 = most training ratings, ties by smaller item index) of the first N items; mean over users, Pooled: over all entries";

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
