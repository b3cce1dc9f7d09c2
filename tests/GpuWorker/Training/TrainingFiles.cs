using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.Training;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;
using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Training;

/// <summary>A small hand-off and runs over it.</summary>
internal sealed class TrainingFiles : IDisposable
{
    public const string Network = """
        { "Denoising": { "p": 0.3 }, "Layers": [ {}, { "N": 6, "Activation": "Relu", "pDropout": 0.2 }, {} ],
          "Training": { "Optimizer": "Adam", "LearningRate": 0.01, "L2": 0, "BatchSize": 8, "Epochs": 4 } }
        """;

    private readonly TemporaryFolder _folder = new();

    public TrainingFiles(int items = 40, int users = 50)
    {
        Data = BackEnds.Networks.Data(9, users, items, 0.15);
        HandOffWriter.Write(HandOff, Promise(items), [.. Enumerable.Range(100, users)], Data);
    }

    public SparseMatrix Data { get; }

    public string HandOff => _folder.At("hand-off");

    public string At(params string[] parts) => _folder.At(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    public static Manifest Promise(int items) => new()
    {
        FormatVersion = 1, Protocol = "test", Fold = 0, InputRule = "all", ItemCount = items, ItemDictionaryHash = $"hash of {items}", Files = [],
    };

    public TrainingJob Job(string model, string network = Network) => new(ConfigReader.Parse(network, "test.json"), new HandOffReader(HandOff), At(model));

    public ModelHeader Train(string model, string network = Network, TrainerSettings? settings = null, ITrainingLog? log = null, int threads = 2, CancellationToken stop = default)
    {
        using var backEnd = new CpuBackEnd(threads);
        return Train(backEnd, model, network, settings, log, stop);
    }

    public ModelHeader Train(IBackEnd backEnd, string model, string network = Network, TrainerSettings? settings = null, ITrainingLog? log = null, CancellationToken stop = default) =>
        new Trainer(Job(model, network), backEnd, settings ?? new TrainerSettings(0), log ?? new ConsoleLog(TextWriter.Null), stop).Run();

    public void Dispose() => _folder.Dispose();
}
