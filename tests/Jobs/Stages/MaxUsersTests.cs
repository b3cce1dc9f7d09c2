using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Lists are measured for some test users, drawn by hash, where there are more than evaluate.maxUsers.</summary>
public sealed class MaxUsersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public MaxUsersTests()
    {
        var options = SmallRun.Options(SmallData.Write(_folder));
        _options = options with { Evaluate = options.Evaluate with { MaxUsers = 7 } };
        SmallRun.Execute(_store, _options);
    }

    private Catalog Catalog => new(_store);

    private int TestUsers => (int)Catalog.Contract("eval/loo_last/fold=0/test").Rows;

    [Fact]
    public void Run_MoreTestUsers_MeasuresAsManyAndSaysOfHowMany()
    {
        Assert.InRange(TestUsers, 20, 100);
        Assert.All(Rows("loo_last", "HitRate"), row => Assert.Equal((7, TestUsers - 7), (row.Users, row.UsersSkipped)));
        var facts = Facts();
        Assert.Contains(new SampleFact("loo_last", 0, 7, TestUsers), EvaluationFacts.Of(facts.Evaluation).Samples);
        Assert.Contains(new SampleFact("strong_liked", 0, 6, 6), EvaluationFacts.Of(facts.Evaluation).Samples);
        using var page = new StreamReader(_store.Open("report/index.html"));
        string text = page.ReadToEnd();
        Assert.Contains($"7 measured by HitRate@10, none skipped: 7 of {TestUsers} test users, drawn by hash (evaluate.maxUsers); half of the 95 % interval is ", text, StringComparison.Ordinal);
        Assert.Contains("6 measured by NDCG@100, none skipped</dd>", text, StringComparison.Ordinal);
    }

    // A user's hit is 0 or 1: the drawn users' rate is the mean of what each has when all are measured.
    [Fact]
    public void Run_Sample_IsTheUsersWithTheSmallestHashesAndMeasuresThemAsTheWholeDoes()
    {
        var ids = Catalog.UserIds();
        int[] tested = Catalog.Load("eval/loo_last/fold=0/test").Array<int>("user_index");
        int[] drawn = [.. tested.OrderBy(user => SplitHash.Hash(42, ids.Numbers[user])).Take(7)];
        double sampled = Rows("loo_last", "HitRate").Single(row => row is { Model: "blend", Cutoff: 100 }).Value;
        double sum = 0;
        for (int most = 1; most <= 7; most++)
        {
            SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { MaxUsers = most } }, new(To: "evaluate"));
            double total = most * Rows("loo_last", "HitRate").Single(row => row is { Model: "blend", Cutoff: 100 }).Value;
            Assert.True(Math.Abs(total - sum) < 1e-9 || Math.Abs(total - sum - 1) < 1e-9, $"{most} users have {total} hits, {most - 1} have {sum}"); // nested
            sum = total;
        }
        Assert.Equal(7 * sampled, sum, 1e-9);
        Assert.Equal(drawn.Order(), UserSample.Draw([.. tested.Order()], ids, 42, 7).Users);
    }

    [Fact]
    public void Run_RatingErrorsAndTrainingTables_AreThoseOfAllUsers()
    {
        var (sampled, tables) = (Rows("hash_20", "RMSE"), SmallRun.Hashes(_store, _options));
        var all = _options with { Evaluate = _options.Evaluate with { MaxUsers = 0 } };
        SmallRun.Execute(_store, all);
        Assert.Equal(sampled, Rows("hash_20", "RMSE"));
        Assert.All(Rows("loo_last", "HitRate"), row => Assert.Equal((TestUsers, 0), (row.Users, row.UsersSkipped)));
        var others = SmallRun.Hashes(_store, all);
        Assert.Equal(["metrics"], tables.Keys.Where(table => tables[table] != others[table]));
    }

    // The first run published a value over 7 users.
    [Fact]
    public void Gate_ValueOverOtherUsers_IsNotComparedAndOneOverTheSameIs()
    {
        Publish(0.99);
        SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { MaxUsers = 0 } });
        Publish(0.99);
        var error = Assert.Throws<PipelineException>(() => SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { MaxUsers = 0 }, TopN = _options.TopN with { N = 5 } }));
        Assert.Equal(ExitCode.HeldBack, error.Code);
        Assert.Contains("loo_last/blend/HitRate@10 fell from 0.99 to ", error.Message, StringComparison.Ordinal);
        SmallRun.Execute(_store, _options); // all users then, 7 now
        Publish(0.99);
        error = Assert.Throws<PipelineException>(() => SmallRun.Execute(_store, _options with { TopN = _options.TopN with { N = 5 } }));
        Assert.Equal(ExitCode.HeldBack, error.Code);
    }

    [Fact]
    public void Run_AsManyUsersAsThereAre_GivesTheSameBytesAsAll()
    {
        SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { MaxUsers = 0 } }, new(To: "evaluate"));
        string all = SmallRun.Hashes(_store, _options)["metrics"];
        SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { MaxUsers = TestUsers } }, new(To: "evaluate"));
        Assert.Equal(all, SmallRun.Hashes(_store, _options)["metrics"]);
    }

    public void Dispose() => _folder.Dispose();

    private MetricRow[] Rows(string protocol, string metric) =>
        [.. MetricsReading.Rows(Catalog).Where(row => row.Protocol == protocol && row.Metric == metric && row.Slice == MetricRow.All)];

    private void Publish(double hitRate)
    {
        using var stream = _store.Open("published.json");
        var json = JsonNode.Parse(stream)!;
        json["metrics"]!["loo_last/blend/HitRate@10"] = hitRate;
        _store.Replace("published.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private RunFacts Facts()
    {
        using var stream = _store.Open("run.json");
        return JsonSerializer.Deserialize<RunFacts>(stream, RunFacts.Json)!;
    }
}
