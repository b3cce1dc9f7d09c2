using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>What each stage's jobs took on Spark, and where Spark's own log of them lies.</summary>
internal static class SparkSection
{
    private static readonly string[] Columns = ["Jobs", "Time with a job", "Tasks", "Failed tasks", "Time of all tasks", "Shuffle read",
        "Shuffle written", "Spilled, in memory", "Spilled, on disk"];

    public static bool IsThere(ReportView view) => view.Facts.Spark is not null || view.Facts.Stages.Any(stage => stage.Spark is not null);

    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<h2 id="spark-title">Spark</h2>""");
        if (view.Facts.Spark is { } spark)
        {
            string log = spark.EventLog is { } path
                ? $"Event log: {path}"
                : "For this run there is no event log: spark.eventLog.enabled is off.";
            html.Add($"<p>{spark.Application} on Spark {spark.Version}, master {spark.Master}. {log}</p>");
        }
        html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="Spark jobs by stage">
            <table>
            <caption>What Spark's jobs took, in the run that wrote the stage's tables or failed to</caption>
            <thead><tr><th scope="col">Stage</th>
            """);
        foreach (string column in Columns)
            html.Add($"""<th scope="col" class="n">{column}</th>""");
        html.Add($"</tr></thead><tbody>");
        foreach (var stage in view.Facts.Stages.Where(stage => stage.Spark is not null))
            Row(html, stage);
        html.Add($"""
            </tbody></table></div>
            <p class="note">Stages that are not here worked on the driver. A task counts as failed for each attempt that failed, also where
            a later one succeeded.</p>
            """);
    }

    private static void Row(Html html, StageFacts stage)
    {
        var jobs = stage.Spark!;
        html.Add($"""
            <tr><th scope="row">{stage.Name}{(stage.Status == StageStatus.Failed.Words() ? " (failed)" : "")}</th>
            <td class="n">{jobs.Jobs:N0}</td><td class="n">{Words.Seconds(jobs.JobSeconds)}</td>
            <td class="n">{jobs.Tasks:N0}</td><td class="n">{jobs.FailedTasks:N0}</td><td class="n">{Words.Seconds(jobs.TaskSeconds)}</td>
            """);
        foreach (long bytes in new[] { jobs.ShuffleReadBytes, jobs.ShuffleWriteBytes, jobs.MemorySpilledBytes, jobs.DiskSpilledBytes })
            html.Add($"""<td class="n">{(bytes > 0 ? Words.Bytes(bytes) : Words.None)}</td>""");
        html.Add($"</tr>");
    }
}
