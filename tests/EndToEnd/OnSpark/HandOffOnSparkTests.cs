using System.Text.Json.Nodes;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Both engines hand over the same parts with the same manifest, and files that the worker can hold against it.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class HandOffOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkTheory]
    [InlineData(1, "liked")]
    [InlineData(3, "all")]
    public void Roles_of_many_parts_are_the_same(int partitions, string inputRule)
    {
        var (_, onSpark) = Written(every: 20, partitions, options => options with { HandOff = new HandOffOptions { UsersPerPart = 7, InputRule = inputRule } });
        string[] parts = [.. Files(onSpark["interactions/final"]).Select(file => (string)file["folder"]!)];
        Assert.Superset(new HashSet<string> { "role=train/part=000", "role=train/part=001", "role=validation/part=000", "role=fold_in/part=004" }, parts.ToHashSet());
    }

    [SparkFact]
    public void Leave_one_out_is_handed_over_where_the_autoencoder_reads_it()
    {
        var (_, onSpark) = Written(every: 20, partitions: 2, options => options with
        {
            Evaluate = options.Evaluate with { Protocols = ["loo_last", "strong_liked"] },
        });
        Assert.All(Files(onSpark["interactions/loo_last/fold=0"]), file => Assert.True((long)file["rows"]! > 0));
    }

    [SparkFact]
    public void Roles_that_nobody_plays_are_a_part_without_rows()
    {
        var (_, onSpark) = Written(every: 600, partitions: 2, options => options); // one user, who tests in fold 0
        Assert.Equal([("role=train/part=000", 1L), ("role=validation/part=000", 0L), ("role=fold_in/part=000", 1L)], Files(onSpark["interactions/final"]).Select(Rows));
        Assert.Equal([0L, 0L, 0L], Files(onSpark["interactions/strong_liked/fold=0"]).Select(file => Rows(file).Item2));
    }

    public void Dispose() => _folder.Dispose();

    // Writes the hand-off on this machine and on Spark, compares them, and reads what Spark wrote as the worker does.
    private (Dictionary<string, string> Local, Dictionary<string, string> OnSpark) Written(int every, int partitions, Func<PipelineOptions, PipelineOptions> change)
    {
        var options = change(SmallRun.Options(SmallData.Write(_folder, every), _folder.At("out"))).WithWorker();
        var (store, only) = (new LocalStore(options.Output), new StageSelection(Only: "hand-off"));
        SmallRun.Execute(store, options, new StageSelection(To: "split"));
        SmallRun.Execute(store, options, only);
        string[] tables = [.. TableNames.HandOffFits(options).Select(fit => $"interactions/{fit}")];
        var (hashes, local) = (SmallRun.Hashes(store, options), Manifests(store, tables));
        spark.CutInto(partitions, new FileInfo(options.Input.Ratings).Length);
        SmallRun.Execute(store, options with { Engine = "spark" }, only, force: true, spark: spark.Engine);
        Assert.Equal(hashes, SmallRun.Hashes(store, options));
        Assert.All(tables, table => Assert.Equal("spark", new Catalog(store).Contract(table).Engine));
        Assert.Equal(local, Manifests(store, tables));
        Assert.All(tables, table => Check(new Catalog(store).LocalFolder(table)!));
        return (local, Manifests(store, tables));
    }

    private static Dictionary<string, string> Manifests(LocalStore store, string[] tables) =>
        tables.ToDictionary(table => table, table => File.ReadAllText(Path.Combine(new Catalog(store).LocalFolder(table)!, "manifest.json")));

    private static void Check(string folder)
    {
        foreach (var file in Files(File.ReadAllText(Path.Combine(folder, "manifest.json"))))
        {
            string path = Assert.Single(Directory.GetFiles(Path.Combine(folder, (string)file["folder"]!), "*.parquet"));
            using var stream = File.OpenRead(path);
            using var reader = new ParquetReader(stream, path);
            var hasher = new TableHasher(reader.Schema);
            int last = -1;
            foreach (var batch in reader.Read())
            {
                hasher.Add(batch);
                foreach (int user in batch.Values<int>("user_index"))
                    Assert.True(user > last, $"{path}: user_index {user} after {last}");
                last = batch.RowCount == 0 ? last : batch.Values<int>("user_index")[^1];
            }
            Assert.Equal((path, (string)file["content_hash"]!), (path, hasher.Current.ToString()));
        }
    }

    private static JsonNode[] Files(string manifest) => [.. JsonNode.Parse(manifest)!["files"]!.AsArray().Select(file => file!)];

    private static (string, long) Rows(JsonNode file) => ((string)file["folder"]!, (long)file["rows"]!);
}
