using System.Text.Json.Nodes;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Similarity;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Evaluation measures the same in executors and on one machine, with every option that changes where its work is done.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class EvaluateOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    public void All_kinds_of_protocols_over_two_folds_with_chosen_weights_give_the_same_metrics_whoever_fits_the_final_ALS() => GivesTheSame(3, options => options.With<SimilarityOptions>("similarity", similarity => similarity with { Values = "rating" }) with
    {
        TopN = options.TopN with { Blend = new BlendOptions { Choose = true } },
        Evaluate = options.Evaluate with { Folds = 2, Protocols = ["temporal20", "loo_last", "strong_liked", "liang"], LiangUsers = 4, MaxUsers = 7 },
    });

    [SparkFact]
    public void Lists_that_the_driver_makes_and_fits_that_are_too_large_for_executors_give_the_same_metrics() => GivesTheSame(2, options => options
        .With<AlsOptions>("als", als => als with { MaxBroadcastBytes = 1 }).With<AlsRatingsOptions>("als-ratings", als => als with { MaxBroadcastBytes = 1 })
        .With<SimilarityOptions>("similarity", similarity => similarity with { Measure = "jaccard" }).Writing("ease"));

    [SparkFact]
    public void Training_rows_that_are_too_many_for_executors_give_the_same_metrics() =>
        GivesTheSame(2, options => options with { Spark = options.Spark with { MaxBroadcastBytes = 1 } });

    public void Dispose() => _folder.Dispose();

    private void GivesTheSame(int partitions, Func<PipelineOptions, PipelineOptions> change)
    {
        var options = change(SmallRun.Options(SmallData.Write(_folder), _folder.At("out")));
        var store = new LocalStore(options.Output);
        SmallRun.Execute(store, options, new StageSelection(To: "split"));
        SmallRun.Execute(store, options, new StageSelection(Only: "evaluate"));
        var local = Measured(store);
        spark.CutInto(partitions, new FileInfo(options.Input.Ratings).Length);
        SmallRun.Execute(store, options with { Engine = "spark" }, new StageSelection(Only: "evaluate"), force: true, spark: spark.Engine);
        Assert.Equal(local with { Engine = "spark" }, Measured(store));
    }

    // Comparisons and chosen weights stand in the contract alone.
    private static Measurement Measured(LocalStore store)
    {
        var contract = new Catalog(store).Contract("metrics");
        return new Measurement(contract.Engine, contract.Key, contract.ContentHash, Text(contract.Properties["comparisons"]), Text(contract.Properties["blends"]));
    }

    private static string Text(JsonNode? json) => json?.ToJsonString() ?? "";

    private sealed record Measurement(string Engine, string Key, string ContentHash, string Comparisons, string Blends);
}
