using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Which split, which fold, which seed.</summary>
/// <param name="Rules">Of the run.</param>
/// <param name="Window">Of a split by one moment for all rows.</param>
public sealed record SplitTask(string Protocol, int Fold, long Seed, SplitRules Rules, TimeWindow Window = default)
{
    internal ISplit Split => Splits.Named(Protocol, Rules);
}
