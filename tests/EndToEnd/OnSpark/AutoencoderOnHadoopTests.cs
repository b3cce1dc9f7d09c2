using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>The GPU worker where the output is on Hadoop: it reads copies, its lists and its model go back.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class AutoencoderOnHadoopTests(LiveSpark spark) : IDisposable
{
    private const string Network = """{ "Layers": [ {}, { "N": 4 }, {} ], "Training": { "BatchSize": 8, "Epochs": 2 } }""";
    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    public void Its_lists_are_those_of_an_output_on_this_machine()
    {
        var small = SmallRun.Options(SmallData.Write(_folder, every: 40), _folder.At("out"));
        var options = (small with { Evaluate = small.Evaluate with { Protocols = ["strong_liked"] } })
            .WithWorker(worker => worker with { Config = _folder.Write("net.json", Network), Command = WorkerProgram.Command + " {arguments}", OnFailure = "fail" });
        var (here, there) = (new LocalStore(_folder.At("here")), new HadoopStore(() => spark.Session, "file://" + _folder.At("there")));
        SmallRun.Execute(here, options, new StageSelection(To: "autoencoder"));
        SmallRun.Execute(
            there, options.WithWorker(worker => worker with { WorkFolder = _folder.At("work") }) with { Engine = "spark" }, new StageSelection(To: "autoencoder"), spark: spark.Engine);
        foreach (string table in TableNames.AutoencoderTopN.Expand(options))
        {
            Assert.Equal(new Catalog(here).Contract(table).ContentHash, new Catalog(there).Contract(table).ContentHash);
            Assert.Equal(File.ReadAllBytes(Model("here", here, table)), File.ReadAllBytes(Model("there", there, table)));
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder.At("work")));
    }

    public void Dispose() => _folder.Dispose();

    private string Model(string output, ITableStore store, string table) => _folder.At(output, table, new Catalog(store).Contract(table).Folder, "autoencoder.model");
}
