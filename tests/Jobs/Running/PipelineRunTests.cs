using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Similarity;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Running;

/// <summary>Which stages of a second run have work, and what a run leaves when it cannot go on.</summary>
public sealed class PipelineRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public PipelineRunTests()
    {
        _options = SmallRun.Options(SmallData.Write(_folder, every: 40));
        Assert.All(SmallRun.Execute(_store, _options).Outcomes, outcome => Assert.Equal(StageStatus.Ran, outcome.Status));
    }

    // The gate writes no table that could be up to date; it compares in every run.
    [Fact]
    public void Execute_NothingChanged_RunsTheGateAlone() => Assert.Equal(["gate"], Ran(_options));

    [Fact]
    public void Execute_OtherListLength_RunsWhatDependsOnIt() =>
        Assert.Equal(["top-n", "gate", "publish", "report"], Ran(_options with { TopN = _options.TopN with { N = 5 } }));

    [Fact]
    public void Execute_OtherSimilarity_RunsWhatDependsOnIt() => Assert.Equal(
        ["similarity", "top-n", "evaluate", "gate", "publish", "report"], Ran(_options.With<SimilarityOptions>("similarity", similarity => similarity with { K = 7 })));

    [Fact]
    public void Execute_OtherThreads_RunsTheGateAlone() => Assert.Equal(["gate"], Ran(_options with { Threads = 1 }));

    [Fact]
    public void Execute_Force_RunsEveryStage()
    {
        var before = SmallRun.Hashes(_store, _options);
        Assert.Equal(Pipeline.On(_options).Select(stage => stage.Name), Ran(_options, force: true));
        Assert.Equal(before, SmallRun.Hashes(_store, _options));
    }

    [Fact]
    public void Execute_InputFileOnlyTouched_CleansAndFindsTheSame()
    {
        File.SetLastWriteTimeUtc(_options.Input.Ratings, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["clean", "gate"], Ran(_options));
    }

    [Fact]
    public void Execute_InputFileChanged_RunsEveryStage()
    {
        File.AppendAllText(_options.Input.Ratings, "100000,1,4.5,1000000000\n");
        Assert.Equal(Pipeline.On(_options).Select(stage => stage.Name), Ran(_options));
    }

    [Fact]
    public void Execute_FilesOfATableRemoved_WritesThemAgain()
    {
        var before = SmallRun.Hashes(_store, _options);
        _store.Delete("models/popularity/items/" + new Catalog(_store).Contract("models/popularity/items").Folder);
        Assert.Equal(["popularity", "gate"], Ran(_options));
        Assert.Equal(before, SmallRun.Hashes(_store, _options));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"key\": ")]
    [InlineData("{ \"key\": 7 }")]
    public void Execute_DamagedRunFile_WritesItAgain(string content)
    {
        _store.Replace("run.json", System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(["gate", "report"], Ran(_options));
    }

    [Fact]
    public void Execute_NoEvaluate_PublishesWithoutMetrics()
    {
        var store = new MemoryStore();
        var run = SmallRun.Execute(store, _options, new StageSelection(NoEvaluate: true));
        Assert.Equal(["evaluate", "gate"], run.Outcomes.Where(outcome => outcome.Status == StageStatus.NotSelected).Select(outcome => outcome.Stage));
        Assert.Null(Json(store, "published.json")["metrics"]);
        Assert.Equal(SmallRun.Hashes(_store, _options)["published/recommendations"], SmallRun.Hashes(store, _options)["published/recommendations"]);
    }

    [Fact]
    public void Execute_Only_RunsThatStageOverTheTablesThatAreThere()
    {
        Assert.Equal(["popularity"], Ran(_options, force: true, new StageSelection(Only: "popularity")));
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(new MemoryStore(), _options, new StageSelection(Only: "popularity")));
        Assert.Equal("Stage 'popularity' reads table 'ratings', which is not in 'memory:'. Run without --from and --only, or run the stage that writes it first.", error.Message);
    }

    // What a run leaves that is killed after it published the first of clean's tables.
    [Fact]
    public void Execute_OnlyOverTablesOfTwoRuns_IsRefusedAndAWholeRunMendsIt()
    {
        var catalog = new Catalog(_store);
        var old = new[] { "rejected", "users", "items" }.Select(table => (Table: table, Contract: catalog.Contract(table).ToJson())).ToArray();
        var changed = _options with { Clean = _options.Clean with { RatingRange = [1, 5], MaxRejectedShare = 1 } };
        var undisturbed = new MemoryStore();
        SmallRun.Execute(undisturbed, changed);
        SmallRun.Execute(_store, changed, new StageSelection(Only: "clean"));
        string key = catalog.Contract("ratings").Key;
        foreach (var (table, contract) in old)
            _store.Replace($"{table}/_contract.json", contract);
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, changed, new StageSelection(From: "popularity")));
        Assert.Equal(
            $"Stage 'popularity' reads tables of different runs of stage 'clean': 'ratings' has key {key}, 'users' has key {catalog.Contract("users").Key}. "
            + "A run ended while it published them. Run with --from clean, or without --from and --only.",
            error.Message);
        SmallRun.Execute(_store, changed);
        Assert.Equal(SmallRun.Hashes(undisturbed, changed), SmallRun.Hashes(_store, changed));
    }

    [Fact]
    public void Execute_FilesLeftByAKilledReplace_AreRemoved()
    {
        string[] left = ["run.json.17.tmp", "published.json.4711.tmp", "report/index.html.17.tmp", "ratings/_contract.json.17.tmp", "published/similar_items/_contract.json.9.tmp"];
        foreach (string path in left)
            _store.Replace(path, new byte[] { 1 });
        Ran(_options);
        Assert.All(left, path => Assert.DoesNotContain(_store.List(Path.GetDirectoryName(path)!), name => name.EndsWith(".tmp", StringComparison.Ordinal)));
    }

    [Fact]
    public void Execute_Cancelled_RecordsThatItWasStopped()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SmallRun.Execute(_store, _options, cancellation: cancelled.Token));
        Assert.Equal(("stopped", ExitCode.Interrupted), ((string)Json(_store, "run.json")["status"]!, (int)Json(_store, "run.json")["exit_code"]!));
        Assert.Equal(["gate", "report"], Ran(_options));
    }

    [Fact]
    public void Execute_OutputIsHeld_FailsWithCode75AndTouchesNothing()
    {
        using var held = _store.TryLock(Catalog.LockPath, "somebody", out _);
        var before = Json(_store, "run.json").ToJsonString();
        var error = Assert.Throws<PipelineException>(() => SmallRun.Execute(_store, _options));
        Assert.Equal((ExitCode.Busy, "Another run holds the output 'memory:': somebody. Wait for it to end and run again, or choose another --out."), (error.Code, error.Message));
        Assert.Equal(before, Json(_store, "run.json").ToJsonString());
    }

    public void Dispose() => _folder.Dispose();

    private string[] Ran(PipelineOptions options, bool force = false, StageSelection? selection = null) =>
        [.. SmallRun.Execute(_store, options, selection, force).Outcomes.Where(outcome => outcome.Status == StageStatus.Ran).Select(outcome => outcome.Stage)];

    private static JsonNode Json(MemoryStore store, string path)
    {
        using var stream = store.Open(path);
        return JsonNode.Parse(stream)!;
    }
}
