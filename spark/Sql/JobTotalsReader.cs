using System.Globalization;
using System.Text.Json.Nodes;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// Reads Spark's status store in the JSON of its monitoring API:
/// a handful of calls however many stages there are, and no web page is needed.
/// </summary>
internal static class JobTotalsReader
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'GMT'";

    /// <summary>Sums up a group, after the events of its jobs have reached the store.</summary>
    public static JobTotals Read(SparkSession session, string group)
    {
        var connection = session.Connection;
        var context = session.SparkContext.Java;
        using var events = context.Call("listenerBus");
        events.Run("waitUntilEmpty");
        using var store = context.Call("statusStore");
        using var writer = connection.New("org.apache.spark.status.api.v1.JacksonMessageWriter");
        using var mapper = writer.Call("mapper");
        using var jobs = store.Call("jobsList", (object?)null);
        using var noQuantiles = connection.NewArray("double");
        using var everyTask = connection.NewList();
        using var stages = store.Call("stageList", null, false, false, noQuantiles, everyTask);
        return Sum(mapper.Call<string>("writeValueAsString", jobs), mapper.Call<string>("writeValueAsString", stages), group);
    }

    /// <param name="jobs">A list of JobData.</param>
    /// <param name="stages">A list of StageData, one for each attempt of a stage.</param>
    /// <param name="group">Jobs of other groups are left out.</param>
    internal static JobTotals Sum(string jobs, string stages, string group)
    {
        JsonNode[] own = [.. Rows(jobs).Where(job => (string?)job["jobGroup"] == group)];
        var ids = own.SelectMany(job => job["stageIds"]!.AsArray()).Select(id => (int)id!).ToHashSet();
        JsonNode[] run = [.. Rows(stages).Where(stage => ids.Contains((int)stage["stageId"]!))];
        long Total(string counter) => run.Sum(stage => (long)stage[counter]!);
        return new JobTotals(
            own.Length, SecondsWithAJob(own), Total("numCompleteTasks"), Total("numFailedTasks"), Total("executorRunTime") / 1000.0,
            Total("shuffleReadBytes"), Total("shuffleWriteBytes"), Total("memoryBytesSpilled"), Total("diskBytesSpilled"));
    }

    // Jobs of one query may run side by side; such a time counts once.
    private static double SecondsWithAJob(IEnumerable<JsonNode> jobs)
    {
        var (seconds, end) = (0.0, DateTime.MinValue);
        var times = jobs.Where(job => job["completionTime"] is not null)
            .Select(job => (From: At(job, "submissionTime"), To: At(job, "completionTime")));
        foreach (var (from, to) in times.Order())
        {
            seconds += Math.Max(0, (to - (from > end ? from : end)).TotalSeconds);
            end = to > end ? to : end;
        }
        return seconds;
    }

    private static DateTime At(JsonNode job, string field) => DateTime.ParseExact((string)job[field]!, Time, CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Rows(string json) => JsonNode.Parse(json)!.AsArray().Select(row => row!);
}
