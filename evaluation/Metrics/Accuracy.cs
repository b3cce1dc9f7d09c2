namespace RecPipeline.Evaluation;

/// <summary>Normalised discounted cumulative gain: hits count less the further down they stand.</summary>
/// <remarks>
/// Source: Järvelin, Kekäläinen, ACM TOIS 2002, in the form with discount log2(rank + 1) and binary gain; the ideal is cut at N too.
/// Example: relevant 2 5, items 7 2: (1/log2 3) / (1/log2 2 + 1/log2 3) = .387.
/// </remarks>
public sealed class Ndcg : IListMetric
{
    public string Name => "NDCG";

    public string Definition =>
        "sum over hits of 1/log2(rank+1), divided by the same sum over ranks 1..min(N, test items); mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

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

/// <summary>
/// Share of the user's test items that the list holds; below 1 for users with more than N of them (see <see cref="RecallCapped"/>).
/// </summary>
public sealed class Recall : IListMetric
{
    public string Name => "Recall";

    public string Definition => "hits / test items; mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.IsRanking();

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / list.Relevant.Length;
}

/// <summary>Recall as the public ML-20M ladder has it (Liang et al., WWW 2018): a list full of hits scores 1.</summary>
public sealed class RecallCapped : IListMetric
{
    public string Name => "RecallCapped";

    public string Definition => "hits / min(N, test items); mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.IsRanking();

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / Math.Min(cutoff, list.Relevant.Length);
}

/// <summary>Share of the N places that hold a test item; an empty place is a miss.</summary>
public sealed class Precision : IListMetric
{
    public string Name => "Precision";

    public string Definition => "hits / N, for short lists too; mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.IsRanking();

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : (double)list.HitsWithin(cutoff) / cutoff;
}

/// <summary>
/// Mean over users of the average precision at the hits. Example: hits at ranks 1 and 4 of 2 test items: (1/1 + 2/4)/2 = .75.
/// </summary>
public sealed class MeanAveragePrecision : IListMetric
{
    public string Name => "MAP";

    public string Definition => "sum over hits of (hits so far / rank), divided by min(N, test items); mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.IsRanking();

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

/// <summary>How far down the first hit stands.</summary>
public sealed class MeanReciprocalRank : IListMetric
{
    public string Name => "MRR";

    public string Definition => "1/rank of the first hit among the first N, 0 without a hit; mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.IsRanking();

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : list.HitsWithin(cutoff) > 0 ? 1.0 / list.HitRanks[0] : 0;
}

/// <summary>Leave-one-out: share of users whose held-out item is listed. With several test items: at least one of them.</summary>
public sealed class HitRate : IListMetric
{
    public string Name => "HitRate";

    public string Definition => "1 if a held-out item is among the first N, else 0; mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public double Value(in RankedList list, int cutoff) =>
        list.Relevant.IsEmpty ? double.NaN : list.HitsWithin(cutoff) > 0 ? 1 : 0;
}

/// <summary>
/// Leave-one-out hit rate that weighs a hit by 1/rank. Never above <see cref="HitRate"/>; <see cref="ListEvaluation"/> asserts it.
/// </summary>
/// <remarks>
/// Source: Deshpande, Karypis, ACM TOIS 2004. One hit at rank 3 gives 1/3. The paper has one held-out item per user;
/// with several, each is one trial of the user: sum over hits of 1/rank, divided by the number of test items.
/// </remarks>
public sealed class AverageReciprocalHitRate : IListMetric
{
    public string Name => "ARHR";

    public string Definition => "1/rank of the held-out item if it is among the first N, else 0; mean over users";

    public MetricKind Kind => MetricKind.Accuracy;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol == ProtocolKind.LeaveOneOut;

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
