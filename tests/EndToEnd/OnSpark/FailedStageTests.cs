using System.Buffers.Binary;
using System.Text.Json;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>A stage that fails on Spark leaves in <c>run.json</c> what its jobs took, and where the event log is.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class FailedStageTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    public void A_stage_whose_tasks_fail_has_its_failed_tasks()
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("out"));
        SmallRun.Execute(new LocalStore(options.Output), options, new StageSelection(Only: "clean"));
        foreach (string file in Directory.EnumerateFiles(_folder.At("out", "ratings"), "*.parquet", SearchOption.AllDirectories))
            DamagePages(file);
        var split = Fail(options, "split");
        Assert.True(split is { Jobs: > 0, FailedTasks: > 0 }, split.ToString());
    }

    [SparkFact]
    public void A_stage_that_refuses_its_input_has_the_jobs_that_found_out()
    {
        var data = SmallData.Write(_folder);
        var options = SmallRun.Options((_folder.Write("damaged.csv", Damaged.File(File.ReadAllText(data.Ratings))), data.Items), _folder.At("out"));
        var clean = Fail(options, "clean");
        Assert.True(clean is { Jobs: > 0, Tasks: > 0, FailedTasks: 0, ShuffleWriteBytes: > 0 }, clean.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private RecPipeline.Spark.Sql.JobTotals Fail(PipelineOptions options, string stage)
    {
        var error = Assert.Throws<PipelineException>(() => SmallRun.Execute(new LocalStore(options.Output), options with { Engine = "spark" }, new StageSelection(Only: stage), spark: spark.Engine));
        var facts = JsonSerializer.Deserialize<RunFacts>(File.ReadAllBytes(Path.Combine(options.Output, "run.json")), RunFacts.Json)!;
        Assert.Equal((ExitCode.Failed, "failed", error.Message), (error.Code, facts.Status, facts.Error));
        string log = Addresses.Local(facts.Spark!.EventLog!);
        Assert.True(Path.Exists(log) || Path.Exists(log + ".inprogress"), log);
        Assert.All(facts.Stages.Where(each => each.Name != stage), each => Assert.Null(each.Spark));
        var failed = facts.Stages.Single(each => each.Name == stage);
        Assert.Equal("failed", failed.Status);
        return failed.Spark!;
    }

    // All between the first four bytes and the footer, whose length stands before the last four bytes: Spark opens the file, and its tasks fail.
    private static void DamagePages(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int footer = bytes.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 8));
        for (int at = 4; at < footer; at++)
            bytes[at] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }
}
