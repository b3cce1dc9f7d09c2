using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Als;
using RecPipeline.Models.Ease;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using Serilog.Core;

namespace RecPipeline.Jobs.Tests.Tuning;

/// <summary>Searches over a small split output: what the table holds, and that nothing but the options, rows and seed decides it.</summary>
public sealed class TuneTests : IDisposable
{
    private const int Trials = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public TuneTests()
    {
        var options = SmallRun.Options(SmallData.Write(_folder));
        _options = options with { Evaluate = options.Evaluate with { Protocols = ["strong_liked", "hash_20"] } };
        SmallRun.Execute(_store, _options, new StageSelection(To: "split"));
    }

    [Fact]
    public void The_table_has_every_trial_of_every_rung_and_the_best_of_the_last_one_is_written()
    {
        var (before, best) = Tune(_options, ["ease"]).Single();
        var rows = Rows();
        int users = rows[^1].TrainingUsers;
        Assert.Equal(
            [(0, users / 4, 6), (1, users / 2, 4), (2, users, 3)],
            rows.GroupBy(row => (row.Rung, row.TrainingUsers)).Select(rung => (rung.Key.Rung, rung.Key.TrainingUsers, rung.Count())));
        Assert.All(rows.GroupBy(row => row.Rung), rung => Assert.Equal((0, 100.0), (rung.First().Number, (double)rung.First().Options["lambda"]!)));
        Assert.All(rows, row => Assert.Equal(("NDCG@100", true), (row.Metric, row.Value is > 0 and < 1)));
        Assert.Equal(rows.Where(row => row.Rung == 2).Max(row => row.Value), best.Value);
        Assert.Equal(before.Value, rows.Single(row => row is { Rung: 2, Number: 0 }).Value);
        Assert.Equal(best.Options["lambda"]!.ToJsonString(), Json(TunedFile.Path)["models"]!["ease"]!["lambda"]!.ToJsonString());
        Assert.False((bool)Json(TunedFile.Path)["models"]!["ease"]!["auto"]!); // or a run would search on from there
    }

    [Fact]
    public void The_settings_that_are_written_are_settings_of_a_run()
    {
        Tune(_options, ["als", "als-ratings"]);
        string file = _folder.Write("tuned.json", Json(TunedFile.Path).ToJsonString());
        var loaded = ConfigurationLoader.Load([file], new Dictionary<string, string>(), []);
        var rank = Json(TunedFile.Path)["models"]!["als"]!["rank"]!;
        Assert.Equal((int)rank, loaded.Models.Of<AlsOptions>("als").Rank);
        Assert.Equal((double)Json(TunedFile.Path)["models"]!["als-ratings"]!["regParam"]!, loaded.Models.Of<AlsRatingsOptions>("als-ratings").RegParam);
    }

    [Fact]
    public void Rating_models_are_measured_by_RMSE_on_training_rows_that_the_fit_does_not_see()
    {
        Tune(_options, ["biases", "svd"]);
        Assert.All(Rows(), row => Assert.Equal(("RMSE", true), (row.Metric, row.Value is > 0.5 and < 1.6)));
        var best = Rows().Where(row => row is { Model: "biases", Rung: 2 }).MinBy(row => row.Value)!;
        Assert.Equal(best.Options["damping"]!.ToJsonString(), Json(TunedFile.Path)["models"]!["biases"]!["damping"]!.ToJsonString());
    }

    // Whatever a test looks at is gone, and the trials are the same.
    [Fact]
    public void Test_rows_are_never_read()
    {
        var undisturbed = Searched(_options);
        foreach (string table in new[] { "strong_liked/fold=0/test", "strong_liked/fold=0/fold_in", "hash_20/fold=0/test" })
            _store.Delete($"eval/{table}");
        _store.Delete(TrialTable.Path);
        Assert.Equal(undisturbed, Searched(_options));
    }

    [Fact]
    public void A_search_that_is_killed_goes_on_where_it_was_and_ends_with_the_same_table()
    {
        var undisturbed = Searched(_options);
        foreach (int after in new[] { 1, 7, 11 })
        {
            _store.Delete(TrialTable.Path);
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => Tune(_options, ["ease", "als-ratings"], new StopAfter(after, stop), stop.Token));
            var kept = Rows();
            Assert.Equal(after, kept.Length);
            Assert.Equal(undisturbed, Searched(_options));
            Assert.Equal(kept.Select(row => row.Seconds), Rows().Take(after).Select(row => row.Seconds)); // not made again
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Threads_change_nothing(int threads)
    {
        var two = Searched(_options);
        _store.Delete(TrialTable.Path);
        Assert.Equal(two, Searched(_options with { Threads = threads }));
    }

    [Fact]
    public void Trials_of_other_settings_are_made_again_and_those_of_other_models_stay()
    {
        Tune(_options, ["ease", "biases"]);
        var biases = Rows().Where(row => row.Model == "biases").Select(row => row.Seconds).ToArray();
        Tune(_options.With<EaseOptions>("ease", ease => ease with { Lambda = 33 }), ["ease"]);
        Assert.Equal(33, (double)Rows().First(row => row.Model == "ease").Options["lambda"]!);
        Assert.Equal(13, Rows().Count(row => row.Model == "ease"));
        Assert.Equal(biases, Rows().Where(row => row.Model == "biases").Select(row => row.Seconds));
        Tune(_options with { Seed = 7 }, ["biases"]);
        Assert.DoesNotContain(Rows(), row => row.Model == "ease");
    }

    [Theory]
    [InlineData("{ \"trials\": ")]
    [InlineData("{ \"keys\": { \"ease\": \"\" }, \"trials\": [ 7 ] }")]
    public void A_damaged_table_is_named(string content)
    {
        _store.Replace(TrialTable.Path, System.Text.Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<InvalidDataException>(() => Tune(_options, ["ease"]));
        Assert.StartsWith("'memory:tune/trials.json' is no table of trials: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Remove it; its trials are then made again.", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private RunContext NewRun(PipelineOptions options, IRunProgress? progress = null, CancellationToken cancellation = default) => new(
        options, new Catalog(_store, options.EffectiveThreads), new DateOnly(2026, 1, 31), DateTimeOffset.UtcNow, Logger.None, progress ?? new NoProgress(), cancellation);

    private (Trial Default, Trial Best)[] Tune(PipelineOptions options, string[] models, IRunProgress? progress = null, CancellationToken cancellation = default)
    {
        return [.. new Tuner(NewRun(options, progress, cancellation), Trials, leastUsers: 3).Run(TunedModels.Named(options, models))];
    }

    // All of the table but seconds.
    private string Searched(PipelineOptions options)
    {
        Tune(options, ["ease", "als-ratings"]);
        return string.Join('\n', Rows().Select(row => (row with { Seconds = 0 }).ToJson().ToJsonString()));
    }

    private Trial[] Rows() => [.. Json(TrialTable.Path)["trials"]!.AsArray().Select(Trial.Parse)];

    private JsonNode Json(string path)
    {
        using var stream = _store.Open(path);
        return JsonNode.Parse(stream)!;
    }

    /// <summary>Somebody presses Ctrl-C after so many trials.</summary>
    private sealed class StopAfter(int trials, CancellationTokenSource stop) : IRunProgress
    {
        private int _seen;

        public void Begin(string stage)
        {
        }

        public void Advance(double share)
        {
            Assert.InRange(share, 0, 1);
            if (++_seen == trials)
                stop.Cancel();
        }

        public void End(StageStatus status, double seconds)
        {
        }
    }
}
