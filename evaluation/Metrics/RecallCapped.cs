namespace RecPipeline.Evaluation;

/// <summary>Recall as the public ML-20M ladder has it (Liang et al., WWW 2018): a list full of hits scores 1.</summary>
public sealed class RecallCapped : IListMetric
{
    public string Name => "RecallCapped";

    public string Definition => "hits / min(N, test items); mean over users";

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / Math.Min(cutoff, list.Relevant.Length);
}
