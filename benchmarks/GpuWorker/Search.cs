using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.Training;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <summary>Question: is another network a better default than the shipped one, as the validation users of a hand-off see it?</summary>
/// <remarks>
/// Every variant changes one thing of conf/autoencoder.json. It is trained on role=train and stopped early by role=validation; test users take no part. The difference to the
/// shipped network is over the same users, with a 95 % bootstrap interval: a variant is better only where the interval is above 0. The validation users also chose the epoch, so
/// the values themselves are a little high, for all networks alike.
/// Usage: dotnet run -c Release --project benchmarks/GpuWorker -- search --hand-off out/interactions/strong_liked/fold=0 [--threads N].
/// </remarks>
internal static class Search
{
    private const long Seed = 42;

    private static readonly (string Name, Action<JsonObject> Change)[] Variants =
    [
        ("shipped: 512 ReLU, denoising .5, dropout .5, Adam .001, batch 64", _ => { }),
        ("Mult-DAE: 200 tanh, SoftMax, multinomial, normalised input, no dropout", MultDae),
        ("Adam .003", network => network["Training"]!["LearningRate"] = 0.003),
        ("256 units", network => Layer(network, 1)["N"] = 256),
        ("denoising .2", network => network["Denoising"] = new JsonObject { ["p"] = 0.2 }),
        ("no dropout", network => Layer(network, 1)["pDropout"] = 0),
        ("batch 128", network => network["Training"]!["BatchSize"] = 128),
        ("1024 units", network => Layer(network, 1)["N"] = 1024),
    ];

    public static void Run(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        var handOff = new HandOffReader(Folder(options["--hand-off"]));
        string shipped = File.ReadAllText(options.GetValueOrDefault("--config", "conf/autoencoder.json"));
        using var backEnd = new CpuBackEnd(int.Parse(options.GetValueOrDefault("--threads", $"{Environment.ProcessorCount}"), System.Globalization.CultureInfo.InvariantCulture));
        Program.Line($"| network | epochs | updates to the best epoch | validation NDCG@100 | less shipped (95 %) | users | processor s |");
        Program.Line($"| --- | --- | --- | --- | --- | --- | --- |");
        double[]? baseline = null;
        foreach (var (name, change) in Variants)
        {
            var (header, ndcg, seconds) = Train(handOff, Changed(shipped, change), backEnd);
            var paired = PairedComparison.Compare(ndcg, baseline ??= ndcg, Seed);
            long updates = header.Position.Update / header.Epochs.Count * header.BestEpoch;
            Program.Line($"| {name} | {header.BestEpoch} of {header.Epochs.Count} | {updates} | {paired.MeanA:0.0000} | {paired.Difference:+0.0000;-0.0000} ({paired.Low:+0.0000;-0.0000} to {paired.High:+0.0000;-0.0000}) | {paired.Users} | {seconds:0} |");
        }
    }

    private static (ModelHeader Header, double[] Ndcg, double Seconds) Train(HandOffReader handOff, string network, CpuBackEnd backEnd)
    {
        var folder = Directory.CreateTempSubdirectory("recpipeline-search-");
        try
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var job = new TrainingJob(ConfigReader.Parse(network, "the variant"), handOff, Path.Combine(folder.FullName, "model"));
            var header = new Trainer(job, backEnd, new TrainerSettings(CheckpointSeconds: 0), new ConsoleLog(TextWriter.Null), CancellationToken.None).Run();
            var model = TrainedModel.Load(job.ModelPath);
            using var best = backEnd.Load(new NetworkSetup(model.Definition, model.Weights, job.Training.BatchSize));
            double[] ndcg = [.. new Validator(job.Validation, job.Popularity).PerUser(best).Select(user => user.Ndcg)];
            return (header, ndcg, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void MultDae(JsonObject network)
    {
        (Layer(network, 1)["N"], Layer(network, 1)["Activation"], Layer(network, 1)["pDropout"]) = (200, "Tanh", 0);
        (Layer(network, 2)["Activation"], Layer(network, 2)["WeightInit"]) = ("SoftMax", new JsonObject());
        (network["ErrorFunction"], network["NormalizeInput"]) = ("Multinomial", true);
    }

    private static JsonObject Layer(JsonObject network, int at) => (JsonObject)network["Layers"]![at]!;

    private static string Changed(string shipped, Action<JsonObject> change)
    {
        var network = (JsonObject)JsonNode.Parse(shipped, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        change(network);
        return network.ToJsonString();
    }

    // A table's folder holds versions; the one with a manifest is meant.
    public static string Folder(string table) =>
        Directory.GetFiles(table, Manifest.FileName, SearchOption.AllDirectories) is [var manifest] ? Path.GetDirectoryName(manifest)! : throw new ConfigurationException($"'{table}' must hold one hand-off.");
}
