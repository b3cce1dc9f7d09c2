namespace RecPipeline.Udfs.Splitting;

/// <summary>Which split, which fold, which seed.</summary>
public sealed record SplitTask(string Protocol, int Fold, long Seed);
