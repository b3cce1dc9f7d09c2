using RecPipeline.Jobs.Engines;

namespace RecPipeline.Jobs.Tests.Engines;

/// <summary>What Spark and the cluster managers print when an executor ends, and what a user is told to do.</summary>
public class SparkErrorsTests
{
    [Theory]
    [InlineData("java.lang.OutOfMemoryError: Java heap space", "raise spark.executor.memory ")]
    [InlineData("ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 52", "raise spark.executor.memory ")] // standalone
    [InlineData("ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Command exited with code 137", "raise spark.executor.memoryOverhead")]
    [InlineData("ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Container from a bad node: container_1 on host: h. Exit status: 137. Diagnostics: ", "raise spark.executor.memoryOverhead")] // YARN
    [InlineData("ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Container killed by YARN for exceeding physical memory limits.", "raise spark.executor.memoryOverhead")]
    [InlineData("The executor with id 1 exited with exit code 137(SIGKILL, possible container OOM).", "raise spark.executor.memoryOverhead")] // Kubernetes
    [InlineData("ExecutorLostFailure (executor 1 exited) Reason: Container marked as failed. Exit status: 143.", "may have been preempted")]
    [InlineData("ExecutorLostFailure (executor 1 exited unrelated to the running tasks) Reason: worker lost: Not receiving heartbeat", "retries were used up")]
    [InlineData("java.io.IOException: No space left on device", "spark.local.dir")]
    [InlineData("java.lang.IllegalStateException: Cannot call methods on a stopped SparkContext.", "master's page or log")]
    [InlineData("org.apache.spark.SparkException: Job 3 cancelled because SparkContext was shut down", "master's page or log")]
    public void Advice_FaultOfTheCluster_SaysWhatToDo(string text, string advice) => Assert.Contains(advice, SparkErrors.Advice(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.IO.InvalidDataException: The driver has RecPipeline.Jobs 0.1.0.0+aa, this worker 0.1.0.0+bb: other sources. Build the executors' package again from the driver's sources.\n   at X", true)]
    [InlineData("ExecutorLostFailure (executor 1 exited)", false)]
    public void IsOfOtherSources_WordsOfAWorker_AreKnown(string text, bool expected) => Assert.Equal(expected, SparkErrors.IsOfOtherSources(text));

    [Fact]
    public void Advice_AnotherFault_HasNone() => Assert.Null(SparkErrors.Advice("org.apache.spark.sql.AnalysisException: [UNRESOLVED_COLUMN] no column x"));
}
