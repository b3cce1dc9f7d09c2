namespace RecPipeline.Evaluation;

/// <summary>How far down the first hit stands.</summary>
public sealed class MeanReciprocalRank : IListMetric
{
    public string Name => "MRR";

    public string Definition => "1/rank of the first hit among the first N, 0 without a hit; mean over users";

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : list.HitsWithin(cutoff) > 0 ? 1.0 / list.HitRanks[0] : 0;
}
