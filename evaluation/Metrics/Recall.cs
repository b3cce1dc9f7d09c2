namespace RecPipeline.Evaluation;

/// <summary>Share of the user's test items that the list holds; below 1 for users with more than N of them (see <see cref="RecallCapped"/>).</summary>
public sealed class Recall : IListMetric
{
    public string Name => "Recall";

    public string Definition => "hits / test items; mean over users";

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / list.Relevant.Length;
}
