namespace RecPipeline.Spark.Worker;

/// <summary>The executor side: Spark starts a program as if it were Python, and the program answers as one.</summary>
/// <example>
/// The first statement of Main:
/// <code>
/// if (SparkWorker.TryRun(args, out int code))
///     return code;
/// </code>
/// </example>
public static class SparkWorker
{
    /// <summary>Runs as worker when Spark started this program as one, and returns when Spark has no more work.</summary>
    /// <remarks>
    /// Spark says <c>-m pyspark.daemon …</c> (one process per executor) or <c>-m pyspark.worker</c> (one per task);
    /// the names can be set, their last words are kept.
    /// </remarks>
    /// <param name="args">As Main got them.</param>
    /// <param name="exitCode">What Main should return then.</param>
    /// <returns>False when this start has nothing to do with Spark's executors.</returns>
    public static bool TryRun(string[] args, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        exitCode = 0;
        switch (args)
        {
            case ["-m", var module, ..] when module.EndsWith("daemon", StringComparison.Ordinal):
                WorkerDaemon.Run();
                return true;
            case ["-m", var module, ..] when module.EndsWith("worker", StringComparison.Ordinal):
                exitCode = SimpleWorker.Run();
                return true;
            case ["-VV"] or ["-c", "import platform", ..]:
                // Spark logs what this prints when it is asked to describe its Python.
                Console.WriteLine($"RecPipeline worker {WorkerCommand.LibraryVersion}");
                return true;
            default:
                return false;
        }
    }
}
