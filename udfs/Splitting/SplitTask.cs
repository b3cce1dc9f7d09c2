using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Which split, which fold, which seed.</summary>
/// <param name="LiangUsers">Read by protocol liang only.</param>
public sealed record SplitTask(string Protocol, int Fold, long Seed, int LiangUsers)
{
    internal ISplit Split => Protocol == LiangSplit.Protocol ? new LiangSplit(LiangUsers) : Splits.Named(Protocol);
}
