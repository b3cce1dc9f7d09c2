using System.Text.Json.Nodes;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Matrices;
using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Golden;

/// <summary>A fully determined run of tests/golden/autoencoder: network, start, masks and what must come out.</summary>
internal sealed class GoldenCase : IMasks
{
    private static readonly JsonNode Inputs = Json("inputs.json");
    private readonly JsonNode _config;

    public GoldenCase(string name)
    {
        var json = Json($"case-{name}.json");
        (_config, Updates) = (json["config"]!, json["updates"]!.AsArray());
        Definition = NewDefinition().Checked();
        Weights = ToWeights(Inputs[Hidden.Length == 1 ? "init1" : "init2"]!.AsArray());
    }

    public static TheoryData<string> Names => [.. Directory.GetFiles(Repository.Golden("autoencoder"), "case-*.json").Select(file => Path.GetFileNameWithoutExtension(file)[5..]).Order()];

    public JsonArray Updates { get; }

    public NetworkDefinition Definition { get; }

    public NetworkWeights Weights { get; }

    public int BatchSize => (int)_config["batch"]!;

    public TrainingRule Rule => new(
        Enum.Parse<Optimizer>((string)_config["optimizer"]!, ignoreCase: true), Number("alpha"), Number("lambda2"), Number("lambda1"), Number("mu"), Number("mu1"),
        Number("decay"), (int)Number("adamFirstT"));

    /// <summary>Adaptive rules divide by small numbers.</summary>
    public double WeightTolerance(double plain) => Rule.Kind is Optimizer.AdaDelta or Optimizer.AdaGrad or Optimizer.RmsProp ? Math.Max(2e-4, plain) : plain;

    public static SparseMatrix Data
    {
        get
        {
            int[][] samples = [.. Inputs["samples"]!.AsArray().Select(sample => sample!.AsArray().Select(item => (int)item!).ToArray())];
            int[] rows = [.. samples.SelectMany((sample, row) => sample.Select(_ => row))], items = [.. samples.SelectMany(sample => sample)];
            return SparseMatrix.FromTriples(samples.Length, (int)Inputs["items"]!, rows, items, [.. items.Select(_ => 1f)]);
        }
    }

    private int[] Hidden => [.. _config["hidden"]!.AsArray().Select(units => (int)units!)];

    public StepSettings Step(JsonNode update) => new((int)update["update"]! - 1, (int)update["epoch"]! - 1, (double)update["alpha"]!, this);

    public static int[] Rows(JsonNode update) => [.. Enumerable.Range((int)update["rows"]![0]!, (int)update["rows"]![1]! - (int)update["rows"]![0]!)];

    public NetworkWeights ToWeights(JsonArray layers)
    {
        var weights = NetworkWeights.Zero(Definition);
        for (int layer = 0; layer < weights.Layers; layer++)
        {
            float[] matrix = [.. layers[layer]!["W"]!.AsArray().SelectMany(row => row!.AsArray().Select(each => (float)each!))];
            matrix.CopyTo(weights.Matrix(layer), 0);
            layers[layer]!["b"]!.AsArray().Select(each => (float)each!).ToArray().CopyTo(weights.Bias(layer), 0);
        }
        return weights;
    }

    public bool KeepsInput(int epoch, int row, int entry, int item) => (int)Inputs["denoisingKeep"]![epoch % 3]![row]![entry]! == 1;

    public bool KeepsUnit(long update, int layer, int batchRow, int unit) => (int)Inputs["dropoutKeep"]![(int)update]![batchRow]![unit]! == 1;

    private NetworkDefinition NewDefinition()
    {
        var activation = new ActivationRule(Enum.Parse<Activation>((string)_config["activation"]!));
        var hidden = Hidden.Select((units, layer) => new LayerDefinition($"Hidden{layer + 1}", units, activation)
        {
            Dropout = Number("dropoutP"), SparsityTarget = Number("sparsenessP"), SparsityWeight = Number("sparsenessBeta"),
        });
        var output = new LayerDefinition("Output", (int)Inputs["items"]!, new ActivationRule(Enum.Parse<Activation>((string)_config["output"]!)));
        return new NetworkDefinition { Layers = [.. hidden, output], Denoising = Number("denoisingP"), Loss = Loss() };
    }

    private LossRule Loss() => new(
        Enum.Parse<ErrorFunction>((string)_config["errorFunction"]!), Number("oneTarget"), Number("zeroTarget"), Number("oneScale"), Number("zeroScale"),
        Number("boostOne"), Number("boostZero"), (bool)_config["ignoreZero"]!);

    private double Number(string key) => (double)_config[key]!;

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllBytes(Repository.Golden("autoencoder", file)))!;
}
