using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>What a protocol measures.</summary>
internal enum ProtocolKind
{
    /// <summary>Rating errors on hidden rows.</summary>
    Ratings,

    /// <summary>One hidden item per user: hit rates.</summary>
    LeaveOneOut,

    /// <summary>Several hidden items of users whom training never saw: ranking.</summary>
    HeldOutUsers,
}

internal static class ProtocolKinds
{
    public static ProtocolKind Of(string protocol) => protocol switch
    {
        _ when protocol.StartsWith("loo_", StringComparison.Ordinal) => ProtocolKind.LeaveOneOut,
        _ when Splits.Named(protocol).Promises.HasFlag(SplitPromises.HeldOutUsers) => ProtocolKind.HeldOutUsers,
        _ => ProtocolKind.Ratings,
    };

    /// <summary>The one number that a protocol is for: RMSE, hit rate at the shortest list, NDCG at the longest.</summary>
    public static (string Metric, int Cutoff) Headline(string protocol, IReadOnlyCollection<int> cutoffs) => Of(protocol) switch
    {
        ProtocolKind.LeaveOneOut => ("HitRate", cutoffs.Min()),
        ProtocolKind.HeldOutUsers => ("NDCG", cutoffs.Max()),
        _ => ("RMSE", 0),
    };
}
