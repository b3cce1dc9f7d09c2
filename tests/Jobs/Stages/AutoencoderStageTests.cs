using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>The stage with a worker that the test scripts: stopped and started again, failing, doing its work.</summary>
public sealed class AutoencoderStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalStore _store;
    private readonly PipelineOptions _options;

    public AutoencoderStageTests()
    {
        _store = new LocalStore(_folder.At("out"));
        var options = SmallRun.Options(SmallData.Write(_folder, every: 40), _folder.At("out"));
        _options = (options with { Evaluate = options.Evaluate with { Protocols = ["strong_liked"] } })
            .With<AutoencoderOptions>("autoencoder", worker => worker with { Enabled = true, Config = _folder.Write("net.json", Network), Command = Command("exit 9") });
    }

    private const string Network = """{ "Layers": [ {}, { "N": 4 }, {} ], "Training": { "BatchSize": 8, "Epochs": 2 } }""";

    [Fact]
    public void A_failing_worker_leaves_the_other_stages_alone()
    {
        var run = SmallRun.Execute(_store, _options);
        Assert.Equal(StageStatus.Failed, run.Outcomes.Single(outcome => outcome.Stage == "autoencoder").Status);
        Assert.All(run.Outcomes.Where(outcome => outcome.Stage != "autoencoder"), outcome => Assert.Equal(StageStatus.Ran, outcome.Status));
        Assert.DoesNotContain("autoencoder", Models());
    }

    [Fact]
    public void A_failing_worker_leaves_its_own_lists_without_rows()
    {
        var run = SmallRun.Execute(_store, _options.Writing("als", "autoencoder"), new StageSelection(To: "top-n"));
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "top-n").Status);
        Assert.Equal((0, true), (new Catalog(_store).Contract("top_n/autoencoder").Rows, new Catalog(_store).Contract("top_n/als").Rows > 0));
    }

    [Fact]
    public void A_failing_worker_fails_the_run_where_that_is_wanted()
    {
        var options = Worker(worker => worker with { OnFailure = "fail", Command = Command("echo no device >&2; exit 9") });
        var error = Assert.ThrowsAny<PipelineException>(() => SmallRun.Execute(_store, options));
        Assert.Contains("The worker ended with code 9 while training final (attempt 1): no device", error.Message, StringComparison.Ordinal);
    }

    [Trait("Tier", "All")]
    [Theory]
    [InlineData(143)]
    [InlineData(75)]
    public void A_worker_that_was_stopped_is_started_again(int code)
    {
        string command = Command($"if [ ! -f {_folder.At("stopped")} ]; then touch {_folder.At("stopped")}; exit {code}; fi; {WorkerProgram.Command} \"$@\"");
        var run = SmallRun.Execute(_store, Worker(worker => worker with { Command = command, OnFailure = "fail" }));
        Assert.All(run.Outcomes, outcome => Assert.Equal(StageStatus.Ran, outcome.Status));
        Assert.True(File.Exists(_folder.At("stopped")));
    }

    [Trait("Tier", "All")]
    [Fact]
    public void Its_lists_join_evaluation_and_blend()
    {
        var options = Worker(worker => worker with { Command = $"{WorkerProgram.Command} {{arguments}}", OnFailure = "fail", Write = true });
        SmallRun.Execute(_store, options);
        Assert.Contains("autoencoder", Models());
        var catalog = new Catalog(_store);
        var own = catalog.Load("top_n/autoencoder").Strings("source");
        Assert.Contains("autoencoder", Enumerable.Range(0, own.Length).Select(own.Text));
        var lists = catalog.Load("autoencoder_top_n/final");
        Assert.True(lists.Rows > 0);
        var ratings = catalog.Load("ratings");
        var seen = ratings.Array<int>("user_index").Zip(ratings.Array<int>("item_index")).ToHashSet();
        Assert.DoesNotContain(lists.Array<int>("user_index").Zip(lists.Array<int>("item_index")), seen.Contains);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.At("out", "_work")));
        Assert.Equal(["gate"], SmallRun.Execute(_store, options).Outcomes.Where(outcome => outcome.Status == StageStatus.Ran).Select(outcome => outcome.Stage));
    }

    // Lists of folds are measured beside models that choose among all items, so they keep it.
    [Trait("Tier", "All")]
    [Fact]
    public void A_denied_item_is_in_none_of_its_final_lists_and_nothing_is_trained_again()
    {
        string calls = _folder.At("calls"), command = Command($"echo $1 >> {calls}; exec {WorkerProgram.Command} \"$@\"");
        var options = Worker(worker => worker with { Command = command, OnFailure = "fail" });
        SmallRun.Execute(_store, options);
        var catalog = new Catalog(_store);
        int[] before = catalog.Load("autoencoder_top_n/final").Array<int>("item_index");
        int denied = before.GroupBy(item => item).MaxBy(listed => listed.Count())!.Key;
        var ids = catalog.Load("items");
        string id = $"{ids.Array<long>("item_id")[Array.IndexOf(ids.Array<int>("item_index"), denied)]}";
        string folds = catalog.Contract("autoencoder_top_n/strong_liked/fold=0").ContentHash;

        var run = SmallRun.Execute(_store, options with { TopN = options.TopN with { Deny = _folder.Write("deny", id + "\n") } });
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "autoencoder").Status);
        int[] after = catalog.Load("autoencoder_top_n/final").Array<int>("item_index");
        Assert.Equal((before.Length, 0), (after.Length, after.Count(item => item == denied)));
        Assert.Equal(folds, catalog.Contract("autoencoder_top_n/strong_liked/fold=0").ContentHash);
        Assert.Equal(["train", "predict", "train", "predict", "predict", "predict"], File.ReadAllLines(calls));

        SmallRun.Execute(_store, options with { TopN = options.TopN with { Allow = _folder.Write("allow", id + "\n") } });
        Assert.Equal([denied], catalog.Load("autoencoder_top_n/final").Array<int>("item_index").Distinct());
        SmallRun.Execute(_store, options, new StageSelection(Only: "autoencoder"), force: true);
        Assert.Equal(["train", "predict", "train", "predict"], File.ReadAllLines(calls)[^4..]);
    }

    // The worker of the test keeps what it was given and gives up.
    [Fact]
    public void A_worker_gets_copies_of_what_its_machine_cannot_read()
    {
        string command = Command($"cp $3 {_folder.At("network")}; cp -r $5 {_folder.At("rows")}; echo $3 $5 $7 > {_folder.At("names")}; exit 9");
        var store = new MemoryStore();
        SmallRun.Execute(store, Worker(worker => worker with { Command = command, WorkFolder = _folder.At("shared") }), new StageSelection(To: "autoencoder"));
        Assert.All(File.ReadAllText(_folder.At("names")).Split(' '), name => Assert.StartsWith(_folder.At("shared") + "/autoencoder-", name, StringComparison.Ordinal));
        Assert.Equal(Network, File.ReadAllText(_folder.At("network")));
        string version = $"interactions/final/{new Catalog(store).Contract("interactions/final").Folder}";
        foreach (string file in new[] { "manifest.json", "role=train/part=000/part-00000.parquet", "role=fold_in/part=000/part-00002.parquet" })
        {
            using var stream = store.Open($"{version}/{file}");
            using var expected = new MemoryStream();
            stream.CopyTo(expected);
            Assert.Equal(expected.ToArray(), File.ReadAllBytes(_folder.At("rows", file)));
        }
    }

    [Theory]
    [InlineData("models.autoencoder.command=\"ssh gpu1 w {arguments}\"", "", "models.autoencoder.command starts the worker by 'ssh gpu1 w {arguments}', and the output 'hdfs://name/out' is on a Hadoop file system, from which it reads nothing. Set models.autoencoder.workFolder to a folder")]
    [InlineData("models.autoencoder.workFolder=shared", "", "models.autoencoder.workFolder is 'shared'; the worker reads plain files: give the full path of a folder, such as a mounted one.")]
    [InlineData("models.autoencoder.workFolder=\"hdfs://name/work\"", "", "models.autoencoder.workFolder is 'hdfs://name/work'; the worker reads plain files")]
    [InlineData("models.autoencoder.command=\"ssh gpu1 w {arguments}\"", "models.autoencoder.workFolder=/srv/recpipeline", null)]
    [InlineData("models.autoencoder.device=cpu", "", null)]
    public void A_worker_elsewhere_needs_a_folder_that_both_machines_have(string one, string other, string? mistake)
    {
        string[] settings = ["output=\"hdfs://name/out\"", "engine=spark", "models.autoencoder.enabled=true", one, .. other.Length > 0 ? [other] : Array.Empty<string>()];
        var error = Record.Exception(() => ConfigurationLoader.Load([], new Dictionary<string, string>(), settings));
        if (mistake is null)
            Assert.Null(error);
        else
            Assert.Contains(mistake, Assert.IsType<UsageException>(error).Message, StringComparison.Ordinal);
    }

    // Every user trains but for the validation users, and nothing of the hand-off knows the hidden rows.
    [Trait("Tier", "All")]
    [Fact]
    public void Its_lists_are_measured_under_leave_one_out_and_the_worker_never_gets_a_hidden_row()
    {
        var options = Worker(worker => worker with { Command = $"{WorkerProgram.Command} {{arguments}}", OnFailure = "fail" }) with
        {
            Evaluate = _options.Evaluate with { Protocols = ["loo_last"] }, Gate = new GateOptions { Metrics = [] },
        };
        SmallRun.Execute(_store, options);
        Assert.Contains("autoencoder", Models());
        var catalog = new Catalog(_store);
        var test = catalog.Load("eval/loo_last/fold=0/test");
        var hidden = test.Array<int>("user_index").Zip(test.Array<int>("item_index")).ToHashSet();
        Assert.NotEmpty(hidden);
        var handOff = catalog.Load("interactions/loo_last/fold=0");
        foreach (string column in new[] { "items", "targets", "seen" })
            Assert.DoesNotContain(Cells(handOff, column), hidden.Contains);
        Assert.Contains(catalog.Load("autoencoder_top_n/loo_last/fold=0") is var lists ? lists.Array<int>("user_index").Zip(lists.Array<int>("item_index")) : [], hidden.Contains);
    }

    [Fact]
    public void Only_autoencoder_while_it_is_off_says_how_to_switch_it_on()
    {
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, Worker(worker => worker with { Enabled = false }), new StageSelection(Only: "autoencoder")));
        Assert.Contains("--set models.autoencoder.enabled=true", error.Message, StringComparison.Ordinal);
    }

    private PipelineOptions Worker(Func<AutoencoderOptions, AutoencoderOptions> change) => _options.With("autoencoder", change);

    public void Dispose() => _folder.Dispose();

    private string Command(string script) => $"sh {_folder.Write($"worker-{script.Length}.sh", script + "\n")} {{arguments}}";

    private static IEnumerable<(int User, int Item)> Cells(Table table, string column)
    {
        var (users, lists) = (table.Array<int>("user_index"), table.Lists(column));
        int[] items = ((Column<int>)lists.Elements).Values.ToArray();
        for (int row = 0; row < users.Length; row++)
            for (int at = lists.Offsets[row]; at < lists.Offsets[row + 1]; at++)
                yield return (users[row], items[at]);
    }

    private string[] Models()
    {
        var names = new Catalog(_store).Load("metrics", "model").Strings("model");
        return [.. Enumerable.Range(0, names.Length).Select(i => names.Text(i)!).Distinct()];
    }
}
