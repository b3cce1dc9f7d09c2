namespace RecPipeline.Evaluation;

/// <summary>Share of the N places that hold a test item; an empty place is a miss.</summary>
public sealed class Precision : IListMetric
{
    public string Name => "Precision";

    public string Definition => "hits / N, for short lists too; mean over users";

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / cutoff;
}
