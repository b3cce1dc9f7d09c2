using System.Diagnostics;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>Kills an executor with SIGKILL while it runs a task of a chosen stage.</summary>
internal static class ExecutorKiller
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Watches a run until it has lost an executor in a task of each stage, or until it ends.</summary>
    /// <returns>The stages in which an executor was killed.</returns>
    public static List<string> KillIn(IEnumerable<string> stages, SparkPage page, ChildProcess run)
    {
        var killed = new List<string>();
        var clock = Stopwatch.StartNew();
        foreach (string stage in stages)
        {
            bool done = false;
            while (!done && !run.HasEnded && clock.Elapsed < Patience)
            {
                Thread.Sleep(5);
                done = page.Application is { } application && KillOne(stage, page, application, run);
            }
            if (done)
                killed.Add(stage);
        }
        return killed;
    }

    // The executor is halted first: if its task is still under way then, the task cannot end before the kill.
    private static bool KillOne(string stage, SparkPage page, string application, ChildProcess run)
    {
        if (!page.Runs(application, stage) || page.Busy(application).FirstOrDefault() is not { } executor || Find(application, executor) is not { } process)
            return false;
        using (process)
        {
            Signal(process, "STOP");
            int failed = page.FailedTasks(application, stage);
            bool hit = page.Runs(application, stage) && page.Busy(application).Contains(executor);
            Signal(process, hit ? "KILL" : "CONT");
            return hit && Lost(page, application, stage, failed, run);
        }
    }

    // Spark counts a failed attempt; where the task's end was on its way to the driver already, the stage ends without one.
    private static bool Lost(SparkPage page, string application, string stage, int before, ChildProcess run)
    {
        bool lost = false;
        SpinWait.SpinUntil(() => (lost = page.FailedTasks(application, stage) > before) || run.HasEnded || !page.Runs(application, stage), Patience);
        return lost || page.FailedTasks(application, stage) > before;
    }

    private static void Signal(Process process, string name) => ChildProcess.Run("kill", $"-{name}", $"{process.Id}");

    private static Process? Find(string application, string executor)
    {
        foreach (string folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string[] words = Words(folder);
            if (words.Contains("org.apache.spark.executor.CoarseGrainedExecutorBackend") && words.Contains(application) && words.SkipWhile(word => word != "--executor-id").ElementAtOrDefault(1) == executor)
                return Process.GetProcessById(int.Parse(Path.GetFileName(folder)));
        }
        return null;
    }

    private static string[] Words(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
        }
        catch (IOException)
        {
            return []; // it ended between the listing and the reading
        }
    }
}
