using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Which split, which fold, which seed.</summary>
/// <param name="Protocol">Name of the split.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="Seed">Seed of the hashes.</param>
/// <param name="HeldOutUsers">Held-out users of the split <c>liang</c>; 0 for its default.</param>
public sealed record SplitTask(string Protocol, int Fold, long Seed, int HeldOutUsers)
{
    internal ISplit Split() => Protocol == LiangSplit.Protocol ? new LiangSplit(HeldOutUsers) : Splits.Named(Protocol);
}
