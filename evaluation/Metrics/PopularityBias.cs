namespace RecPipeline.Evaluation;

/// <summary>Share of a list beyond the short head of the catalogue: 0 where only the most popular fifth is ever listed.</summary>
/// <remarks>
/// Source: Abdollahpouri, Burke, Mobasher, FLAIRS 2019 (average percentage of long tail items). Users with an empty list do not take part.
/// </remarks>
/// <param name="catalogue">Training rows of the protocol; its <see cref="TrainingCatalogue.IsHead"/> tells the two apart.</param>
public sealed class LongTailShare(TrainingCatalogue catalogue) : IListMetric
{
    public string Name => "LongTail";

    public string Definition =>
        "listed items beyond the most popular fifth of the rated catalogue / listed items, over the first N; mean over users";

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        int tail = 0;
        var items = list.First(cutoff);
        foreach (int item in items)
            tail += catalogue.IsHead(item) ? 0 : 1;
        return (double)tail / items.Length; // 0 / 0 is NaN, which is what an empty list is
    }
}

/// <summary>How much more popular a list is than what the user chose alone: 0 is as popular, 1 twice as popular, below 0 less.</summary>
/// <remarks>
/// Source: Abdollahpouri, Mansoury, Burke, Mobasher, RecSys 2020 (popularity lift), taken per user in place of per group. Users without a
/// history or with an empty list do not take part.
/// </remarks>
/// <param name="catalogue">Training rows of the protocol.</param>
public sealed class PopularityLift(TrainingCatalogue catalogue) : IListMetric
{
    public string Name => "PopularityLift";

    public string Definition =>
        "mean training ratings of the first N items / mean training ratings of the user's history - 1; mean over users";

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        double own = Mean(list.History);
        return own > 0 ? Mean(list.First(cutoff)) / own - 1 : double.NaN;
    }

    private double Mean(ReadOnlySpan<int> items)
    {
        long sum = 0;
        foreach (int item in items)
            sum += catalogue.Ratings(item);
        return (double)sum / items.Length;
    }
}
