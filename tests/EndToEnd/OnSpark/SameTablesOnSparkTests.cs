using System.Text.Json;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Models.Similarity;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Both engines write the same tables, however Spark cuts its input and its exchanges.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class SameTablesOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_whole_flow_with_our_solver_has_the_hashes_of_the_local_engine(int partitions)
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("spark")).WithOurSolver();
        Assert.Equal(Local(options), OnSpark(options, partitions));
    }

    // The facts of all ratings are sums over partitions there.
    [SparkFact]
    public void Another_threshold_cuts_the_same_rows_and_counts_the_same_likes_and_times()
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("spark")) with { LikedThreshold = 3.5 };
        options = options with { Evaluate = options.Evaluate with { Protocols = ["loo_last_ge4", "strong_liked", "liang"], LiangUsers = 4 } };
        var (local, to) = (new MemoryStore(), new StageSelection(To: "split"));
        SmallRun.Execute(local, options, to);
        Assert.Equal(SmallRun.Hashes(local, options), OnSpark(options, 5, to));
        string Facts(ITableStore store) => new Catalog(store).Contract("eval/liang/fold=0/train").Properties["rating_facts"]!.ToJsonString();
        Assert.Equal(Facts(local), Facts(new LocalStore(options.Output)));
    }

    [SparkTheory]
    [InlineData(1)]
    [InlineData(7)]
    public void Exact_stages_have_the_hashes_of_the_local_engine_on_the_sample(int partitions)
    {
        var options = SmallRun.Options((Repository.At("data", "ml-latest-small", "ratings.csv"), Repository.At("data", "ml-latest-small", "movies.csv")), _folder.At("spark"));
        var exact = new StageSelection(To: "popularity");
        Assert.Equal(Local(options, exact), OnSpark(options, partitions, exact));
    }

    [SparkTheory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_damaged_file_gives_the_same_row_account_and_rejected_rows(int partitions)
    {
        var clean = SmallData.Write(_folder);
        var options = SmallRun.Options((_folder.Write("damaged.csv", Damaged.File(File.ReadAllText(clean.Ratings))), clean.Items), _folder.At("spark"));
        options = options with { Clean = options.Clean with { MaxRejectedShare = 1 } };
        var only = new StageSelection(Only: "clean");
        var (local, onSpark) = (Local(options, only), OnSpark(options, partitions, only));
        Assert.Equal(local, onSpark);
        Assert.True(long.Parse(onSpark["rejected"].Split('-')[0]) >= Damaged.Faults, onSpark["rejected"]);
    }

    [SparkFact]
    public void A_gzip_file_beside_another_gives_the_same_tables()
    {
        var (ratings, items) = SmallData.Write(_folder);
        string[] lines = File.ReadAllLines(ratings);
        _folder.Write("day/a.csv", string.Join('\n', lines[..200]));
        using (var packed = new StreamWriter(new System.IO.Compression.GZipStream(File.Create(_folder.At("day", "b.csv.gz")), System.IO.Compression.CompressionLevel.Optimal)))
            packed.Write(string.Join('\n', lines[150..].Prepend(lines[0]))); // 50 rows stand in both
        var (options, only) = (SmallRun.Options((_folder.At("day"), items), _folder.At("spark")), new StageSelection(Only: "clean"));
        options = options with { Clean = options.Clean with { MaxRejectedShare = 1 } };
        spark.CutInto(3, 3000);
        var store = new LocalStore(options.Output);
        SmallRun.Execute(store, options with { Engine = "spark" }, only, spark: spark.Engine);
        Assert.Equal(Local(options, only), SmallRun.Hashes(store, options));
        Assert.Equal(50, new Catalog(store).Contract("rejected").Rows);
    }

    // Blocks of some 100 bytes: nearly every border stands in a record of several lines, many in quotes; duplicates and faults have such texts too.
    [SparkTheory]
    [InlineData(1)]
    [InlineData(60)]
    public void Line_feeds_in_quotes_give_the_same_tables(int partitions)
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i / 9},{i % 7},{(i % 11) / 2.0:0.0},{1_000_000_000 + (i / 20)},{(i % 2 == 0 ? "\"first\r\n1,2,3.0,1000000000,x\n\nthird\"" : "x")}\n"));
        const string header = "userId,movieId,rating,timestamp,\"no\nte\"\n";
        string first = _folder.Write("day/a.csv", "\uFEFF" + header + rows + "1,2,3.0,1000000000,\"open\n2,3,3.0,1000000000,y\n\n");
        _folder.Write("day/b.csv", header + rows);
        var options = SmallRun.Options((_folder.At("day"), ""), _folder.At("spark"));
        options = options with { Clean = options.Clean with { MaxRejectedShare = 1 } };
        var only = new StageSelection(Only: "clean");
        spark.CutInto(partitions, new FileInfo(first).Length);
        var store = new LocalStore(options.Output);
        SmallRun.Execute(store, options with { Engine = "spark" }, only, spark: spark.Engine);
        Assert.Equal(Local(options, only), SmallRun.Hashes(store, options));
        Assert.InRange(new Catalog(store).Contract("ratings").Rows, 20, 60);
    }

    [SparkFact]
    public void Filters_and_a_stoplist_give_the_same_tables()
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("spark"));
        options = options with { Clean = options.Clean with { MinItemRatings = 3, MinUserRatings = 5, UserSigmas = 2, StopList = _folder.Write("stop.txt", "war\nstar\n") } };
        var only = new StageSelection(Only: "clean");
        Assert.Equal(Local(options, only), OnSpark(options, 3, only));
    }

    // The broadcast form shuffles nothing, tiles do. A sixth of the ratings makes a dozen blocks of items, or about half of that where only liked ones count.
    [SparkTheory]
    [InlineData("binary", 10)]
    [InlineData("binary", 0)]
    [InlineData("rating", 0)]
    public void Similarity_of_a_matrix_that_is_too_large_to_send_has_the_same_bytes_in_tiles(string values, double shrinkage)
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("spark"));
        options = options.With<SimilarityOptions>("similarity", similarity => similarity with { Values = values, Shrinkage = shrinkage, K = 7 });
        SmallRun.Execute(new LocalStore(options.Output), options, new StageSelection(To: "similarity"));
        var (store, ratings) = (new LocalStore(options.Output), new Catalog(new LocalStore(options.Output)).Contract("ratings").Rows);
        string expected = SmallRun.Hashes(store, options)["models/similarity/neighbours"];
        foreach (long limit in new[] { 1L << 30, 8 * ratings / 6 })
        {
            spark.CutInto(3, 1 << 20);
            SmallRun.Execute(store, options with { Engine = "spark", Spark = options.Spark with { MaxBroadcastBytes = limit } }, new StageSelection(Only: "similarity"), force: true, spark: spark.Engine);
            var written = new Catalog(store).Contract("models/similarity/neighbours");
            Assert.Equal((expected, "spark", limit < 1L << 30), (written.ContentHash, written.Engine, written.Spark!.ShuffleWriteBytes > 0));
        }
    }

    [SparkFact]
    public void The_run_file_says_what_each_stages_jobs_took_and_where_the_event_log_is()
    {
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("spark")).WithOurSolver();
        OnSpark(options, 2);
        var facts = JsonSerializer.Deserialize<RunFacts>(File.ReadAllBytes(Path.Combine(options.Output, "run.json")), RunFacts.Json)!;
        string log = Addresses.Local(facts.Spark!.EventLog!);
        Assert.True(Path.Exists(log) || Path.Exists(log + ".inprogress"), facts.Spark.EventLog);
        var jobs = facts.Stages.ToDictionary(stage => stage.Name, stage => stage.Spark);
        Assert.All(["clean", "split", "als", "similarity", "top-n", "evaluate"], stage => Assert.True(jobs[stage] is { Jobs: > 0, Tasks: > 0, FailedTasks: 0 }, stage));
        Assert.All(["clean", "split", "top-n", "evaluate"], stage => Assert.True(jobs[stage] is { ShuffleReadBytes: > 0, ShuffleWriteBytes: > 0 }, stage));
        Assert.Null(jobs["gate"]);
    }

    public void Dispose() => _folder.Dispose();

    private static SortedDictionary<string, string> Local(PipelineOptions options, StageSelection? stages = null)
    {
        var store = new MemoryStore();
        SmallRun.Execute(store, options, stages);
        return SmallRun.Hashes(store, options);
    }

    private SortedDictionary<string, string> OnSpark(PipelineOptions options, int partitions, StageSelection? stages = null)
    {
        spark.CutInto(partitions, new FileInfo(options.Input.Ratings).Length);
        var store = new LocalStore(options.Output);
        SmallRun.Execute(store, options with { Engine = "spark" }, stages, spark: spark.Engine);
        return SmallRun.Hashes(store, options);
    }
}
