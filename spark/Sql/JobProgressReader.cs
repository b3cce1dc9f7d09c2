using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Asks Spark's status tracker about a group, in a few batches of calls.</summary>
internal static class JobProgressReader
{
    public static JobProgress Read(SparkSession session, string group)
    {
        var connection = session.Control;
        using var tracker = session.SparkContext.JavaContext.Over(connection).Call("statusTracker");
        using var ids = tracker.Call("getJobIdsForGroup", group);
        var jobs = connection.Elements(ids);
        int[] stages = [.. StagesOf(connection, tracker, jobs).Distinct()];
        var infos = Present(connection.Batch([.. stages.Select(stage => Py4JRequest.Call(tracker.Id, "getStageInfo", stage))]));
        string[] counters = ["numTasks", "numCompletedTasks", "numActiveTasks", "numFailedTasks"];
        int Sum(string counter) =>
            connection.Batch([.. infos.Select(info => Py4JRequest.Call(info.Id, counter))]).Sum(value => (int)value!);
        int[] sums = [.. counters.Select(Sum)];
        Release(infos);
        return new JobProgress(jobs.Count, infos.Length, sums[0], sums[1], sums[2], sums[3]);
    }

    private static int[] StagesOf(JavaConnection connection, JavaObject tracker, IReadOnlyList<object?> jobs)
    {
        var infos = Present(connection.Batch([.. jobs.Select(job => Py4JRequest.Call(tracker.Id, "getJobInfo", job))]));
        var arrays = Present(connection.Batch([.. infos.Select(info => Py4JRequest.Call(info.Id, "stageIds"))]));
        int[] stages = [.. arrays.SelectMany(connection.Elements).Cast<int>()];
        Release([.. infos, .. arrays]);
        return stages;
    }

    // Spark forgets old jobs and stages; null is the answer then.
    private static JavaObject[] Present(object?[] values) => [.. values.OfType<JavaObject>()];

    private static void Release(JavaObject[] objects)
    {
        foreach (var item in objects)
            item.Dispose();
    }
}
