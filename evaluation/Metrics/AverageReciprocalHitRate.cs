namespace RecPipeline.Evaluation;

/// <summary>Leave-one-out hit rate that weighs a hit by 1/rank. Never above <see cref="HitRate"/>; <see cref="ListEvaluation"/> asserts it.</summary>
/// <remarks>
/// Source: Deshpande, Karypis, ACM TOIS 2004. One hit at rank 3 gives 1/3. The paper has one held-out item per user;
/// with several, each is one trial of the user: sum over hits of 1/rank, divided by the number of test items.
/// </remarks>
public sealed class AverageReciprocalHitRate : IListMetric
{
    public string Name => "ARHR";

    public string Definition => "1/rank of the held-out item if it is among the first N, else 0; mean over users";

    public double Value(in RankedList list, int cutoff)
    {
        if (list.Relevant.IsEmpty)
            return double.NaN;
        double sum = 0;
        foreach (int rank in list.HitRanks[..list.HitsWithin(cutoff)])
            sum += 1.0 / rank;
        return sum / list.Relevant.Length;
    }
}
