namespace RecPipeline.Evaluation;

/// <summary>Normalised discounted cumulative gain: hits count less the further down they stand.</summary>
/// <remarks>
/// Source: Järvelin, Kekäläinen, ACM TOIS 2002, in the form with discount log2(rank + 1) and binary gain; the ideal is cut at N too.
/// Example: relevant 2 5, items 7 2: (1/log2 3) / (1/log2 2 + 1/log2 3) = .387.
/// </remarks>
public sealed class Ndcg : IListMetric
{
    public string Name => "NDCG";

    public string Definition => "sum over hits of 1/log2(rank+1), divided by the same sum over ranks 1..min(N, test items); mean over users";

    public double Value(in RankedList list, int cutoff)
    {
        if (list.Relevant.IsEmpty)
            return double.NaN;
        double gain = 0;
        foreach (int rank in list.HitRanks[..list.HitsWithin(cutoff)])
            gain += Discounts.At(rank);
        return gain / Discounts.Ideal(Math.Min(cutoff, list.Relevant.Length));
    }
}
