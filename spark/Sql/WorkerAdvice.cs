using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <summary>What the usual failures of a worker's start mean.</summary>
internal static class WorkerAdvice
{
    public static string For(SparkGatewayException error, string program)
    {
        string text = string.Join('\n', error.Chain.Select(level => level.ToString()));
        string lines = error.Chain[^1].Message;
        string advice = text switch
        {
            _ when Says("error=2,") || Says("No such file") =>
                "there is no such file on the executor. A relative path is found only in an archive: "
                    + $"--archives app.tar.gz#app and {WorkerProgram.Setting}=./app/RecPipeline.",
            _ when Says("error=13,") || Says("Permission denied") =>
                "the file may not be executed there. Ship a .tar.gz, which keeps modes, by --archives (not by the setting spark.archives).",
            _ when Says("error=8,") || Says("Exec format") =>
                "it is a program for another processor or system, or no program. Publish it for the executors' system.",
            _ when Says(SourceVersion.BuildAgain) => "it is not made from this program's sources, so it would run other functions.",
            _ when Says("failed to launch worker") || Says("exited unexpectedly") || Says("No port number") || Says("port number") =>
                "it starts but does not answer as a worker. Its Main must begin with SparkWorker.TryRun, "
                    + $"and nothing may be printed before. Look at the executor's stderr, or run '{program} -VV' there.",
            _ => "it failed.",
        };
        return $"{advice}\nSpark says: {lines}";

        bool Says(string part) => text.Contains(part, StringComparison.Ordinal);
    }
}
