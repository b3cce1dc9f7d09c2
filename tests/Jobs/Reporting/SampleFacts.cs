using RecPipeline.Jobs.Engines;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>Facts of a run over MovieLens latest-small as a run leaves them, written by hand so that tests know every number.</summary>
internal static class SampleFacts
{
    /// <summary>A run that went through; every part is there.</summary>
    public static RunFacts Done() => Frame("done", exitCode: 0, SampleStages.All("ran")) with
    {
        Key = "5e1b7a90c2d4f386",
        RowAccount = Json("""{"rows_in": 100860, "kept": 100836, "rejected": {"number": 3, "scale": 11}, "duplicate_exact": 6, "duplicate_conflict": 4}"""),
        Splits = (JsonArray)JsonNode.Parse(Proofs)!,
        Metrics = SampleMetrics.Rows(),
        Definitions = MetricNames.Definitions(4),
        Evaluation = SampleMetrics.Evaluation().ToJson(),
        ListStatus = new Dictionary<string, long> { ["catalogue exhausted"] = 2, ["full"] = 607, ["cold"] = 1 },
        SampleUsers = SampleLists.Users,
    };

    /// <summary>The same run, its first stage on Spark.</summary>
    public static RunFacts OnSpark() => Done() with
    {
        Engine = "spark",
        Spark = new SparkFacts("app-1", "3.5.9", "local[2]", "file:/logs/app-1"),
        Stages = [SampleStages.All("ran")[0] with { Spark = new JobTotals(7, 3.25, 40, 1, 6.5, 1_500_000, 2_000, 5_000_000, 0) }, .. SampleStages.All("ran").Skip(1)],
    };

    /// <summary>A run that ended in clean, on an empty output.</summary>
    public static RunFacts Failed() => Frame("failed", exitCode: 1, SampleStages.None(failed: "clean")) with
    {
        Error = "Cleaning 'ratings.csv': 31 of 69 rows (44.9%) were rejected; clean.maxRejectedShare allows 1.0%.\n  scale: 12 rows, such as line 4: <script>alert(1)</script>",
    };

    private const string Proofs = """
        [
          {"protocol": "hash_20", "fold": 0, "rule": "fold f tests the rows with pmod(xxhash64(seed, user, item), 10000) in [2000 f, 2000 (f + 1)); all others train",
           "rows": {"train": 80518, "test": 20318, "fold_in": 0, "validation_fold_in": 0, "validation_test": 0, "dropped": 0},
           "proof": {"split": "hash_20", "train_rows": 80518, "hidden_rows": 20318, "pairs_compared": 100835, "users_compared": 608, "violations": 0, "first_violations": [], "passed": true}},
          {"protocol": "loo_last", "fold": 0, "rule": "one test row for each user with 2 rows or more: the last by (timestamp, item)",
           "rows": {"train": 100226, "test": 610, "fold_in": 0, "validation_fold_in": 0, "validation_test": 0, "dropped": 0},
           "proof": {"split": "loo_last", "train_rows": 100226, "hidden_rows": 610, "pairs_compared": 100835, "users_compared": 610, "violations": 0, "first_violations": [], "passed": true}},
          {"protocol": "strong_liked", "fold": 0, "rule": "users with at least 5 ratings of 4.0 or more, ordered by hash, fall into 5 buckets; fold f tests bucket f, whose users no model saw",
           "rows": {"train": 33871, "test": 1891, "fold_in": 7868, "validation_fold_in": 3702, "validation_test": 897, "dropped": 52607},
           "proof": {"split": "strong_liked", "train_rows": 33871, "hidden_rows": 2788, "pairs_compared": 100835, "users_compared": 607, "violations": 0, "first_violations": [], "passed": true}}
        ]
        """;

    private static RunFacts Frame(string status, int exitCode, IReadOnlyList<StageFacts> stages) => new()
    {
        Key = "",
        Status = status,
        ExitCode = exitCode,
        Program = "0.1.0+268ee79a1b2c3d4e5f60718293a4b5c6d7e8f901",
        Runtime = ".NET 10.0.1",
        Engine = "local",
        Date = "2026-11-02",
        Started = new DateTimeOffset(2026, 11, 2, 4, 30, 12, TimeSpan.Zero),
        Seconds = 12.418,
        Threads = 4,
        Stages = stages,
        Options = Options(),
    };

    private static OptionFact[] Options()
    {
        var defaults = new PipelineOptions();
        var options = defaults with { Threads = 4, Report = new ReportOptions { SampleUsers = 3 } };
        return [.. OptionProperties.Describe(options).Zip(OptionProperties.Describe(defaults), (now, before) => new OptionFact(now.Path, now.Default, before.Default, now.Doc))];
    }

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
