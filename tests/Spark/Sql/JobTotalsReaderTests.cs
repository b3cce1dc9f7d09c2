using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.Tests.Sql;

public sealed class JobTotalsReaderTests
{
    // Jobs 0 and 1 overlap by one second, job 2 belongs to another group, job 3 has not ended; stage 4 was tried twice and stage 5 is of job 2.
    private const string Jobs = """
        [{"jobId":3,"submissionTime":"2026-01-31T00:00:09.000GMT","stageIds":[],"jobGroup":"g"},
         {"jobId":2,"submissionTime":"2026-01-31T00:00:00.000GMT","completionTime":"2026-01-31T00:00:30.000GMT","stageIds":[5],"jobGroup":"h"},
         {"jobId":1,"submissionTime":"2026-01-31T00:00:01.000GMT","completionTime":"2026-01-31T00:00:03.500GMT","stageIds":[3,4],"jobGroup":"g"},
         {"jobId":0,"submissionTime":"2026-01-31T00:00:00.000GMT","completionTime":"2026-01-31T00:00:02.000GMT","stageIds":[3],"jobGroup":"g"},
         {"jobId":4,"submissionTime":"2026-01-31T00:00:00.000GMT","completionTime":"2026-01-31T00:00:30.000GMT","stageIds":[5]}]
        """;

    private const string Stages = """
        [{"stageId":3,"numCompleteTasks":4,"numFailedTasks":0,"executorRunTime":1000,"shuffleReadBytes":10,"shuffleWriteBytes":1,"memoryBytesSpilled":100,"diskBytesSpilled":7},
         {"stageId":4,"numCompleteTasks":2,"numFailedTasks":1,"executorRunTime":500,"shuffleReadBytes":20,"shuffleWriteBytes":2,"memoryBytesSpilled":0,"diskBytesSpilled":0},
         {"stageId":4,"numCompleteTasks":1,"numFailedTasks":0,"executorRunTime":250,"shuffleReadBytes":30,"shuffleWriteBytes":3,"memoryBytesSpilled":0,"diskBytesSpilled":0},
         {"stageId":5,"numCompleteTasks":9,"numFailedTasks":9,"executorRunTime":9,"shuffleReadBytes":9,"shuffleWriteBytes":9,"memoryBytesSpilled":9,"diskBytesSpilled":9}]
        """;

    [Fact]
    public void Sum_SeveralGroups_CountsEachTimeAndStageOfItsOwnOnce() =>
        Assert.Equal(new JobTotals(3, 3.5, 7, 1, 1.75, 60, 6, 100, 7), JobTotalsReader.Sum(Jobs, Stages, "g"));

    [Fact]
    public void Sum_GroupWithoutJobs_IsZero() => Assert.Equal(new JobTotals(0, 0, 0, 0, 0, 0, 0, 0, 0), JobTotalsReader.Sum(Jobs, Stages, "none"));
}
