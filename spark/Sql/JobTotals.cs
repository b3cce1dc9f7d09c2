namespace RecPipeline.Spark.Sql;

/// <summary>What the jobs of a group took, as Spark's own status store counts it.</summary>
/// <remarks>
/// Spark keeps the last 1,000 jobs and stages of an application (<c>spark.ui.retainedJobs</c>, <c>spark.ui.retainedStages</c>);
/// what it has forgotten is not in the sums.
/// </remarks>
/// <param name="Jobs">Jobs, failed ones included.</param>
/// <param name="JobSeconds">Seconds in which at least one of them ran.</param>
/// <param name="Tasks">Attempts that came to a good end.</param>
/// <param name="FailedTasks">Attempts that failed, whether or not another succeeded.</param>
/// <param name="TaskSeconds">Run time of all tasks together.</param>
/// <param name="ShuffleReadBytes">From this machine and others.</param>
/// <param name="ShuffleWriteBytes">Compressed, as they lie on disks.</param>
/// <param name="MemorySpilledBytes">What was spilled, by its size in memory.</param>
/// <param name="DiskSpilledBytes">The same by its size on disks.</param>
public sealed record JobTotals(
    int Jobs, double JobSeconds, long Tasks, long FailedTasks, double TaskSeconds,
    long ShuffleReadBytes, long ShuffleWriteBytes, long MemorySpilledBytes, long DiskSpilledBytes);
