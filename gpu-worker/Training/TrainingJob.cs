using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Everything that decides what a run makes: network, options, data.</summary>
internal sealed class TrainingJob
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <param name="config">The network file with the command line's changes.</param>
    /// <param name="handOff">The data.</param>
    /// <param name="modelPath">Where the finished model goes.</param>
    public TrainingJob(NetworkConfig config, HandOffReader handOff, string modelPath)
    {
        (Config, Training, Manifest, ModelPath) = (config, config.Training, handOff.Manifest, modelPath);
        Definition = config.Definition(Manifest.ItemCount);
        Memory.Check(Definition, Training);
        Rows = handOff.Role("train");
        Validation = handOff.Role("validation");
        if (Rows.Input.Count == 0)
            throw new ConfigurationException($"{handOff.Folder}: role=train has no interactions, so there is nothing to train on.");
        Popularity = PopularityRanking.Count(Rows.Input);
        Options = JsonSerializer.Serialize(Training, Json);
        RunKey = Hash(config.Text, Options, JsonSerializer.Serialize(Manifest, Manifest.Json));
    }

    public NetworkConfig Config { get; }

    public TrainingConfig Training { get; }

    public Manifest Manifest { get; }

    public NetworkDefinition Definition { get; }

    public HandOffRows Rows { get; }

    public HandOffRows Validation { get; }

    public ItemPopularity Popularity { get; }

    public string ModelPath { get; }

    public string CheckpointPath => ModelPath + ".checkpoint";

    public string Options { get; }

    /// <summary>A checkpoint is of this run when it carries this.</summary>
    public string RunKey { get; }

    public int BatchesPerEpoch => (Rows.Users.Length + Training.BatchSize - 1) / Training.BatchSize;

    public long Updates => (long)BatchesPerEpoch * Training.Epochs;

    /// <summary>Floating-point operations of one user's step: three products per dense layer, two gathers.</summary>
    public double OperationsPerUser
    {
        get
        {
            double dense = Enumerable.Range(1, Definition.Layers.Count - 1)
                .Sum(layer => 6.0 * Definition.Inputs(layer) * Definition.Layers[layer].Units);
            return dense + (4.0 * Rows.Input.Count / Rows.Users.Length * Definition.Layers[0].Units);
        }
    }

    /// <summary>The epoch's order of rows: by a hash of the seed, the epoch and the row.</summary>
    public int[] Order(int epoch)
    {
        int[] rows = [.. Enumerable.Range(0, Rows.Users.Length)];
        if (!Training.Shuffles)
            return rows;
        ulong key = HashMasks.ShuffleKey(Training.Seed, epoch);
        Array.Sort(Array.ConvertAll(rows, row => Models.Numbers.CounterRandom.At(key, row)), rows);
        return rows;
    }

    private static string Hash(params string[] parts) =>
        XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('\0', parts))).ToString("x16", CultureInfo.InvariantCulture);
}
