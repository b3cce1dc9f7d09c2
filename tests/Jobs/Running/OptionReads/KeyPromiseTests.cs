using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Publish;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Models.Similarity;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Running.OptionReads;

/// <summary>The promise of a key, tried: with another value of every option that leaves a stage's key alone, all at once, the stage writes the same.</summary>
public sealed class KeyPromiseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("switched on")]
    [InlineData("confidences")]
    public void Options_outside_a_key_change_nothing(string name)
    {
        var options = Options(name);
        SmallRun.Execute(_store, options);
        foreach (var stage in Pipeline.On(options).Where(stage => stage.Writes.Count > 0))
        {
            string[] free = OptionChanges.TogetherNotInKey(stage, options);
            var changed = OptionChanges.Change(options, free);
            Assert.Equal(OptionChanges.Key(stage, options), OptionChanges.Key(stage, changed));
            string before = Written(stage, options);
            SmallRun.Execute(_store, changed, new StageSelection(Only: stage.Name), force: true);
            Assert.Equal(before, Written(stage, options));
        }
    }

    // The defect that was found first: a longer cutoff changes the chosen weights' lists.
    [Fact]
    public void Another_cutoff_makes_lists_of_chosen_weights_again()
    {
        var options = Options("switched on");
        SmallRun.Execute(_store, options, new StageSelection(To: "top-n"));
        var run = SmallRun.Execute(_store, options with { Evaluate = options.Evaluate with { Cutoffs = [5, 40] } }, new StageSelection(To: "top-n"));
        Assert.Equal(["top-n"], run.Outcomes.Where(outcome => outcome.Status == StageStatus.Ran).Select(outcome => outcome.Stage));
    }

    [Fact]
    public void Another_metric_of_the_gate_is_published()
    {
        var options = Options("plain");
        SmallRun.Execute(_store, options);
        SmallRun.Execute(_store, options with { Gate = new GateOptions { Metrics = ["loo_last/als/HitRate@10"] } });
        Assert.Equal(["loo_last/als/HitRate@10"], PublishedFile.Metrics(_store)!.Keys);
    }

    public void Dispose() => _folder.Dispose();

    private string Written(Stage stage, PipelineOptions options)
    {
        var catalog = new Catalog(_store);
        var contracts = stage.Outputs(options).Select(catalog.Contract);
        string metrics = stage.Definition is PublishStage ? string.Join(", ", PublishedFile.Metrics(_store)!) : "";
        return string.Join('\n', contracts.Select(contract => $"{contract.Table} {contract.Key} {contract.ContentHash} {Timeless(contract.Properties)}").Append(metrics));
    }

    // What a stage took differs from run to run.
    private static string Timeless(JsonObject properties) => Regex.Replace(properties.ToJsonString(), @"_seconds"":[^,}]*", "");

    private PipelineOptions Options(string name)
    {
        var options = SmallRun.Options(SmallData.Write(_folder));
        return name switch
        {
            "plain" => options,
            "confidences" => options with
            {
                Clean = options.Clean with { Feedback = "implicit", Duplicates = "sum", HalfLifeDays = 900, RatingStep = 0, IdType = new() { User = "string", Item = "string" } },
                LikedThreshold = 0, Evaluate = options.Evaluate with { Protocols = ["loo_last", "loo_hash", "strong_all"] }, Gate = new() { Metrics = ["loo_last/als/HitRate@10"] },
            },
            _ => SwitchedOn(options),
        };
    }

    private PipelineOptions SwitchedOn(PipelineOptions options) => options with
    {
        Clean = options.Clean with { Duplicates = "max", StopList = _folder.Write("stop.txt", "Toy\n"), UserSigmas = 3, MinItemRatings = 2, MinUserRatings = 2 },
        Models = options.With<AlsOptions>("als", als => als with { Values = "rating" })
            .With<SimilarityOptions>("similarity", similarity => similarity with { Measure = "pearsonCommon", KeepPer = "source", Values = "rating" })
            .Writing("popularity", "similarity", "als", "ease").Models,
        HandOff = new() { InputRule = "all", UsersPerPart = 7 },
        TopN = new()
        {
            Candidates = 20, Blend = new() { Choose = true },
            Deny = _folder.Write("deny.txt", "6\n"), Block = _folder.Write("block.txt", "40,10\n"),
        },
        Evaluate = new()
        {
            Protocols = ["hash_20", "temporal20", "loo_last", "loo_last_ge4", "loo_hash", "strong_liked", "strong_all", "liang"], Folds = 2, LiangUsers = 3, Cutoffs = [5, 30], Resamples = 100,
        },
        Gate = new() { Metrics = ["strong_liked/blend/NDCG@30"] },
        Publish = new() { JsonLines = true },
    };
}
