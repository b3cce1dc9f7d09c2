using RecPipeline.Spark.Gateway;

namespace RecPipeline.Jobs.Engines;

/// <summary>Turns what Spark throws into what the user can act on.</summary>
internal static class SparkErrors
{
    // Cluster managers word the end of an executor in their own ways; 52 is Spark's own code for a heap that ran out.
    private static readonly (string[] Texts, string Advice)[] Known =
    [
        (["OutOfMemoryError", "code 52", "status: 52"],
            "An executor or the driver ran out of Java's memory: raise spark.executor.memory (spark.driver.memory in local mode), "
            + "or use more partitions."),
        (["code 137", "status: 137", "memory limits"],
            "An executor was killed, most likely for want of memory: raise spark.executor.memoryOverhead, which our functions live in."),
        (["code 143", "status: 143"], "An executor was killed from outside: its queue may have been preempted. Run again."),
        (["ExecutorLostFailure"], "An executor was lost and Spark's retries were used up. Look at the executors' logs; "
            + "run again once they are well."),
        (["No space left on device"], "A disk of the cluster is full: spark.local.dir holds shuffles and spills."),
        (["stopped SparkContext", "SparkContext was shut down"],
            "The Spark application has ended. Look at the master's page or log for the reason, and run again."),
    ];

    /// <summary>Runs a stage; what Spark throws inside it becomes an error with advice and exit code 1.</summary>
    public static void Explained(string stage, Action work)
    {
        try
        {
            work();
        }
        catch (SparkGatewayException error) when (IsOfOtherSources(error))
        {
            throw new UsageException($"Stage '{stage}' on Spark: {error.Message}", error);
        }
        catch (SparkGatewayException error)
        {
            throw new PipelineException(ExitCode.Failed, Words(stage, error), error);
        }
    }

    private static bool IsOfOtherSources(SparkGatewayException error) =>
        error.Chain.Select(level => level.ToString()).Append(error.Message).Any(IsOfOtherSources);

    /// <summary>True for what a worker says that was not made from this program's sources; no retry mends it.</summary>
    internal static bool IsOfOtherSources(string text) =>
        text.Contains("Build the executors' package again from the driver's sources.", StringComparison.Ordinal);

    internal static string Words(string stage, SparkGatewayException error) =>
        $"Stage '{stage}' on Spark: "
            + $"{error.Message}\n{Advice(error) ?? "Finished stages are kept; run the same command again once the cause is gone."}";

    /// <summary>What to do about a fault of the cluster, or null for a fault of another kind.</summary>
    internal static string? Advice(SparkGatewayException error) =>
        Advice(string.Join('\n', error.Chain.Select(level => level.ToString()).Append(error.Message)));

    internal static string? Advice(string text) =>
        Known.FirstOrDefault(known => known.Texts.Any(each => text.Contains(each, StringComparison.Ordinal))).Advice;
}
