using System.Text.Json;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Configuration;

/// <summary>Reads DSSTNE's network file. All mistakes are reported at once; nothing is ignored without a word.</summary>
internal sealed class ConfigReader
{
    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly List<string> _mistakes = [], _warnings = [];
    private bool _isDsstne;

    /// <exception cref="UsageException">The file is not there, or has mistakes; the message lists them all.</exception>
    public static NetworkConfig Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Reading the network file '{path}': {error.Message} Name it with -c.", error);
        }
    }

    /// <param name="text">The file.</param>
    /// <param name="name">Its name for messages.</param>
    public static NetworkConfig Parse(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            return new ConfigReader().Read(document.RootElement, text, name);
        }
        catch (JsonException error)
        {
            throw new ConfigurationException($"{name}: the file is no JSON: {error.Message}", error);
        }
    }

    private NetworkConfig Read(JsonElement root, string text, string name)
    {
        var network = new ConfigNode(root, ConfigKeys.Network, "", _mistakes);
        if (network.Number("Version", 0.9, 0, 1e6) < 0.7)
            network.Mistake("Version", "is below 0.7, the oldest format that DSSTNE reads.");
        network.Choice("Kind", "FeedForward", ["FeedForward", "AutoEncoder"]);
        _isDsstne = network.Choice("Compatibility", "textbook", ["textbook", "dsstne"]) == "dsstne";
        var layers = new LayerReader(network, _isDsstne, _mistakes, _warnings).Read();
        var training = Training(network, out bool usesValues);
        var definition = layers is null ? null : Definition(network, layers, usesValues);
        if (_mistakes.Count > 0)
            throw new ConfigurationException(
                $"{name} has {_mistakes.Count} mistake{(_mistakes.Count == 1 ? "" : "s")}:\n"
                    + string.Join('\n', _mistakes.Select(each => "  " + each)));
        return new NetworkConfig(text, definition!, layers!.OutputUnits, layers.DataSets, training, _warnings);
    }

    private NetworkDefinition? Definition(ConfigNode network, LayerList layers, bool usesValues)
    {
        var definition = new NetworkDefinition
        {
            Layers = layers.Layers,
            Loss = Loss(network),
            Denoising = network.Group("Denoising", ConfigKeys.Denoising)?.Number("p", 0, 0, 0.999) ?? 0,
            NormalizeInput = network.Flag("NormalizeInput", false),
            UsesValues = usesValues,
            IsTied = layers.IsTied,
            DropsSigmoidToHalf = _isDsstne,
        };
        try
        {
            return definition.Checked();
        }
        catch (ArgumentException error)
        {
            _mistakes.Add(error.Message);
            return null;
        }
    }

    private static LossRule Loss(ConfigNode network)
    {
        string word = network.Choice("ErrorFunction", "CrossEntropy", ConfigKeys.ErrorFunctions);
        var margins = network.Group("ScaledMarginalCrossEntropy", ConfigKeys.Marginal)
            ?? network.Group("DataScaledMarginalCrossEntropy", ConfigKeys.Marginal);
        var boost = network.Group("DeltaBoost", ConfigKeys.Boost);
        var loss = new LossRule(
            Enum.Parse<ErrorFunction>(word),
            BoostOne: boost?.Number("one", 1, 0, 1e6) ?? 1,
            BoostZero: boost?.Number("zero", 1, 0, 1e6) ?? 1,
            IgnoreZero: network.Flag("IgnoreZero", false));
        return margins is null ? loss : loss with
        {
            OneTarget = margins.Number("oneTarget", 0.9, 0, 1), ZeroTarget = margins.Number("zeroTarget", 0.1, 0, 1),
            OneScale = margins.Number("oneScale", 1, 0, 1e6), ZeroScale = margins.Number("zeroScale", 1, 0, 1e6),
        };
    }

    private TrainingConfig Training(ConfigNode network, out bool usesValues)
    {
        var defaults = new TrainingConfig
        {
            Decay = network.Number("Decay", 0, 0, 1e6), Shuffles = network.Flag("ShuffleIndices", true), CountsAdamFromTwo = _isDsstne,
        };
        usesValues = false;
        if (network.Group("Training", ConfigKeys.Training) is not { } run)
            return defaults;
        usesValues = run.Choice("Values", "indicator", ["indicator", "analog"]) == "analog";
        return defaults with
        {
            Optimizer = Enum.Parse<Optimizer>(run.Choice("Optimizer", "SGD", ConfigKeys.Optimizers), ignoreCase: true),
            LearningRate = run.Number("LearningRate", defaults.LearningRate, 0, 1e3),
            L2 = run.Number("L2", defaults.L2, 0, 1e3),
            L1 = run.Number("L1", 0, 0, 1e3),
            Mu = run.Has("Mu") ? run.Number("Mu", 0, 0, 0.9999999) : null,
            Mu1 = run.Has("Mu1") ? run.Number("Mu1", 0, 0, 0.9999999) : null,
            BatchSize = run.Whole("BatchSize", defaults.BatchSize, 1),
            Epochs = run.Whole("Epochs", defaults.Epochs, 1),
            Patience = run.Whole("Patience", 0, 0),
            DecayEvery = run.Whole("DecayEvery", 0, 0),
            DecayFactor = run.Number("DecayFactor", 0.5, 0, 1),
            Seed = run.Whole("Seed", defaults.Seed, int.MinValue),
        };
    }
}
