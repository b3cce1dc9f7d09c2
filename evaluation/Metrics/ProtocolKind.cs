using RecPipeline.Models.Splitting;

namespace RecPipeline.Evaluation;

/// <summary>What a protocol measures.</summary>
public enum ProtocolKind
{
    /// <summary>Rating errors on hidden rows.</summary>
    Ratings,

    /// <summary>One hidden item per user: hit rates.</summary>
    LeaveOneOut,

    /// <summary>Several hidden items of users whom training never saw: ranking.</summary>
    HeldOutUsers,

    /// <summary>What users whom training knows liked later than any training row: ranking.</summary>
    Later,
}

/// <summary>What a protocol's split makes of it.</summary>
public static class ProtocolKinds
{
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static ProtocolKind Of(string protocol) => Splits.Named(protocol) switch
    {
        LeaveOneOutSplit => ProtocolKind.LeaveOneOut,
        GlobalTimeSplit => ProtocolKind.Later,
        var split when split.Promises.HasFlag(SplitPromises.HeldOutUsers) => ProtocolKind.HeldOutUsers,
        _ => ProtocolKind.Ratings,
    };

    /// <summary>True for a protocol that hides later rows of users whom training knows.</summary>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static bool IsTemporal(string protocol) => Of(protocol) == ProtocolKind.Ratings && Splits.NeedsTimes(protocol);

    /// <summary>True where a user may have several hidden items.</summary>
    public static bool IsRanking(this ProtocolKind kind) => kind is ProtocolKind.HeldOutUsers or ProtocolKind.Later;

    /// <summary>The metric that a kind of protocol is for; its rows come first.</summary>
    public static string HeadlineMetric(this ProtocolKind kind) => kind switch
    {
        ProtocolKind.LeaveOneOut => "HitRate",
        ProtocolKind.HeldOutUsers or ProtocolKind.Later => "NDCG",
        _ => "RMSE",
    };

    /// <summary>The one number that a protocol is for: RMSE, hit rate at the shortest list, NDCG at the longest.</summary>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static (string Metric, int Cutoff) Headline(string protocol, IReadOnlyCollection<int> cutoffs)
    {
        var kind = Of(protocol);
        int cutoff = kind switch
        {
            ProtocolKind.LeaveOneOut => cutoffs.Min(),
            ProtocolKind.HeldOutUsers or ProtocolKind.Later => cutoffs.Max(),
            _ => 0,
        };
        return (kind.HeadlineMetric(), cutoff);
    }
}
