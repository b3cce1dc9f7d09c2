namespace RecPipeline.Evaluation;

/// <summary>Mean over users of the average precision at the hits. Example: hits at ranks 1 and 4 of 2 test items: (1/1 + 2/4)/2 = .75.</summary>
public sealed class MeanAveragePrecision : IListMetric
{
    public string Name => "MAP";

    public string Definition => "sum over hits of (hits so far / rank), divided by min(N, test items); mean over users";

    public double Value(in RankedList list, int cutoff)
    {
        if (list.Relevant.IsEmpty)
            return double.NaN;
        var ranks = list.HitRanks[..list.HitsWithin(cutoff)];
        double sum = 0;
        for (int i = 0; i < ranks.Length; i++)
            sum += (i + 1.0) / ranks[i];
        return sum / Math.Min(cutoff, list.Relevant.Length);
    }
}
