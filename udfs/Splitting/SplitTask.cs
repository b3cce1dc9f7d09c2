using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Which split, which fold, which seed.</summary>
/// <param name="Rules">Of the run.</param>
public sealed record SplitTask(string Protocol, int Fold, long Seed, SplitRules Rules)
{
    internal ISplit Split => Splits.Named(Protocol, Rules);
}
