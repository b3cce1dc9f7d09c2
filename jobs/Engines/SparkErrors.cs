using RecPipeline.Jobs.Running;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Jobs.Engines;

/// <summary>Turns what Spark throws into what the user can act on.</summary>
internal static class SparkErrors
{
    private static readonly (string Text, string Advice)[] Known =
    [
        ("OutOfMemoryError", "An executor or the driver ran out of Java's memory: raise spark.executor.memory (spark.driver.memory in local mode), or use more partitions."),
        ("exit code 137", "An executor was killed, most likely for want of memory: raise spark.executor.memoryOverhead, which our functions live in."),
        ("exit code 143", "An executor was killed from outside: its queue may have been preempted. Run again."),
        ("ExecutorLostFailure", "An executor was lost and Spark's retries were used up. Look at the executors' logs; run again once they are well."),
        ("No space left on device", "A disk of the cluster is full: spark.local.dir holds shuffles and spills."),
        ("stopped SparkContext", "The Spark application has ended. Look at the master's page or log for the reason, and run again."),
    ];

    /// <summary>Runs a stage; what Spark throws inside it becomes an error with advice and exit code 1.</summary>
    public static void Explained(string stage, Action work)
    {
        try
        {
            work();
        }
        catch (SparkGatewayException error)
        {
            throw new PipelineException(ExitCode.Failed, Words(stage, error), error);
        }
    }

    internal static string Words(string stage, SparkGatewayException error)
    {
        string text = string.Join('\n', error.Chain.Select(level => level.ToString()).Append(error.Message));
        string advice = Known.FirstOrDefault(known => text.Contains(known.Text, StringComparison.Ordinal)).Advice ?? "Finished stages are kept; run the same command again once the cause is gone.";
        return $"Stage '{stage}' on Spark: {error.Message}\n{advice}";
    }
}
