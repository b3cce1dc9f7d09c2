using System.Collections;
using System.Text.Json;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Ratings without times, or with times that say nothing: no protocol silently takes an item id for a time.</summary>
public sealed class NoTimesTests : IDisposable
{
    private static readonly string Ratings = Repository.Golden("cases", "51-no-time", "ratings.csv");
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Load_TableWithoutTimes_ImpliesProtocolsAndGateThatNeedNone()
    {
        var options = Load(Ratings, "input.table.timestamp=");
        Assert.Equal(["hash_20", "loo_hash", "strong_liked"], options.Evaluate.Protocols);
        Assert.Equal(["strong_liked/blend/NDCG@100", "loo_hash/blend/HitRate@10"], options.Gate.Metrics);
        options = Load(Ratings, "input.table.timestamp=", "clean.feedback=implicit");
        Assert.Equal(["loo_hash", "strong_all"], options.Evaluate.Protocols);
        Assert.Equal(["strong_all/blend/NDCG@100", "loo_hash/blend/HitRate@10"], options.Gate.Metrics);
    }

    [Fact]
    public void Load_ProtocolsThatNeedTimesSetByHand_AreRefusedByName()
    {
        var error = Assert.Throws<UsageException>(() => Load(Ratings, "input.table.timestamp=", """evaluate.protocols=["temporal20","hash_20","loo_last_ge4"]"""));
        Assert.Contains(
            "evaluate.protocols names temporal20, loo_last_ge4, which need times, but input.table.timestamp is empty; choose from hash_10, hash_20, loo_hash, strong_liked, strong_all, liang, or name the column of times.",
            error.Message, StringComparison.Ordinal);
        Assert.Equal(["hash_10"], Load(Ratings, "input.table.timestamp=", """evaluate.protocols=["hash_10"]""").Evaluate.Protocols);
    }

    [Fact]
    public void Run_TableWithoutTimes_MeasuresWhatItCan()
    {
        var run = SmallRun.Execute(_store, Load(Ratings, "input.table.timestamp="));
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "report").Status);
        Assert.Equal(["hash_20", "loo_hash", "strong_liked"], MetricsReading.Rows(new Catalog(_store)).Select(row => row.Protocol).Distinct());
    }

    [Fact]
    public void Run_ColumnOfEqualTimes_IsRefusedWithTheCountsBeforeAnyModel()
    {
        var options = Load(Timed("equal.csv", _ => 1_600_000_000));
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, options));
        Assert.Equal(
            "Splitting by loo_last: all rows of 60 of 60 users with two ratings or more have one time, so nobody has a last rating. Set evaluate.protocols to some that need no times, "
            + "such as hash_20, loo_hash, strong_liked, or input.table.timestamp= where the column is none of times; these are the defaults then.",
            error.Message);
        Assert.Null(new Catalog(_store).FindContract("models/popularity/items"));
        SmallRun.Execute(_store, Load(Timed("equal.csv", _ => 1_600_000_000), """evaluate.protocols=["loo_hash"]"""), new StageSelection(To: "split"));
        Assert.Empty(Warnings("loo_hash"));
    }

    [Fact]
    public void Run_TimesThatAreOneForMostUsers_WarnsWithTheCounts()
    {
        SmallRun.Execute(_store, Load(Timed("most.csv", row => row < 40 ? row : 7)), new StageSelection(To: "split"));
        Assert.StartsWith(
            "all rows of 57 of 60 users with two ratings or more have one time; for them loo_last hide the largest item id instead of the last rating.",
            Assert.Single(Warnings("loo_last")), StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_57OrderColumns_AreFoundByNameAndNeverByPlace()
    {
        string a = Repository.Golden("cases", "57-order", "a.csv"), b = Repository.Golden("cases", "57-order", "b.csv");
        SmallRun.Execute(_store, MovieLens(b), new StageSelection(Only: "clean"));
        var (users, items) = (new Catalog(_store).UserIds().Numbers, new Catalog(_store).ItemIds().Numbers);
        Assert.Equal((22, 60, 1, 40, 541L), (users[0], users[^1], items[0], items[^1], new Catalog(_store).Contract("ratings").Rows));
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, MovieLens($"{a},{b}"), new StageSelection(Only: "clean")));
        Assert.Contains("has the columns userId, movieId, rating, timestamp, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("b.csv' has movieId, userId, rating, timestamp. ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static PipelineOptions Load(string file, params string[] settings)
    {
        string[] table = ["input.layout=table", "input.items=\"\"", $"input.ratings={JsonSerializer.Serialize(file)}", "evaluate.resamples=100", "models.als.rank=4", "models.als-ratings.rank=4"];
        return ConfigurationLoader.Load([], new Hashtable(), [.. table, .. settings]) with { Output = "memory", Threads = 2 };
    }

    private static PipelineOptions MovieLens(string files)
    {
        var options = SmallRun.Options((files, ""));
        return options with { Clean = options.Clean with { TimeMax = 1_700_000_000 } };
    }

    private string Timed(string name, Func<int, long> time) => _folder.Write(name, string.Join('\n', File.ReadLines(Ratings).Select((line, at) =>
        at == 0 ? $"{line},timestamp" : $"{line},{time(at)}")) + "\n");

    private IEnumerable<string?> Warnings(string protocol) =>
        (new Catalog(_store).Contract($"eval/{protocol}/fold=0/train").Properties[StageContext.WarningsProperty]?.AsArray() ?? []).Select(warning => (string?)warning);
}
