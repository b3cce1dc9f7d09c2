using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>Runs of the pipeline in which something is killed.</summary>
internal static class Kill
{
    private const int Attempts = 6;

    // Many small tasks, so that a stage is seldom between two jobs; where it was over before the kill, it runs once more.
    private static readonly string[] ManyTasks = ["--conf", "spark.sql.shuffle.partitions=8", "--conf", "spark.sql.adaptive.coalescePartitions.enabled=false"];

    /// <summary>Runs the pipeline to its good end, and loses an executor during a task of each of the stages.</summary>
    /// <returns>How the first run, that of the whole pipeline, ended.</returns>
    public static ChildResult ExecutorsIn(string[] stages, StandaloneCluster cluster, params string[] options)
    {
        var (first, killed) = Run(stages, cluster, options);
        foreach (string stage in stages.Except(killed))
            Assert.True(Enumerable.Range(0, Attempts).Any(_ => Run([stage], cluster, [.. options, "--only", stage, "--force"]).Killed.Count == 1), $"no executor was killed in stage {stage}");
        return first;
    }

    /// <summary>Kills an executor in a stage's task, and the driver once it has printed a text.</summary>
    public static void DriverAfter(string text, string stage, StandaloneCluster cluster, string output) =>
        Assert.True(Enumerable.Range(0, Attempts).Any(_ => TryDriverAfter(text, stage, cluster, output)), $"no executor was killed in stage {stage}");

    // False where the stage was over before the kill: then all of it starts anew.
    private static bool TryDriverAfter(string text, string stage, StandaloneCluster cluster, string output)
    {
        if (Directory.Exists(output))
            Directory.Delete(output, recursive: true);
        using var page = new SparkPage();
        using var run = cluster.Start([.. ManyTasks, .. page.Options], ["--out", output]);
        if (ExecutorKiller.KillIn([stage], page, run).Count == 0)
            return false;
        run.WaitForOutput(text);
        run.Kill();
        return true;
    }

    private static (ChildResult Result, List<string> Killed) Run(string[] stages, StandaloneCluster cluster, string[] options)
    {
        using var page = new SparkPage();
        using var run = cluster.Start([.. ManyTasks, .. page.Options], options);
        var killed = ExecutorKiller.KillIn(stages, page, run);
        var result = run.Wait();
        Assert.True(result.ExitCode == 0, result.ToString());
        return (result, killed);
    }
}
