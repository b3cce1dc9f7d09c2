namespace RecPipeline.Evaluation;

/// <summary>Leave-one-out: share of users whose held-out item is listed. With several test items: at least one of them.</summary>
public sealed class HitRate : IListMetric
{
    public string Name => "HitRate";

    public string Definition => "1 if a held-out item is among the first N, else 0; mean over users";

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : list.HitsWithin(cutoff) > 0 ? 1 : 0;
}
