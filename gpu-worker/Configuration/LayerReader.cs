using System.Text.Json;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Configuration;

/// <param name="Layers">Hidden layers and the output, which has one unit here.</param>
/// <param name="OutputUnits">N of input and output, where it is no "auto".</param>
/// <param name="DataSets">Names, input before output.</param>
internal sealed record LayerList(IReadOnlyList<LayerDefinition> Layers, int? OutputUnits, IReadOnlyList<string> DataSets, bool IsTied);

/// <summary>Reads the layers of a network file: one input, hidden layers, one output, each fed by the one before.</summary>
internal sealed class LayerReader(ConfigNode network, bool isDsstne, List<string> mistakes, List<string> warnings)
{
    private readonly IReadOnlyList<ConfigNode> _nodes = network.List("Layers", ConfigKeys.Layer);

    /// <summary>The layers, or null where there is no network to be made of them.</summary>
    public LayerList? Read()
    {
        if (_nodes.Count < 3)
        {
            mistakes.Add($"Layers has {_nodes.Count} entries; an autoencoder has an Input, at least one Hidden layer and an Output.");
            return null;
        }
        for (int at = 0; at < _nodes.Count; at++)
            CheckPlace(at);
        var layers = Enumerable.Range(1, _nodes.Count - 1).Select(Layer).ToArray();
        WarnOfInput(_nodes[0]);
        return new LayerList(
            layers, Units(_nodes[0]) ?? Units(_nodes[^1]), [_nodes[0].Text("DataSet", ""), _nodes[^1].Text("DataSet", "")], IsTied());
    }

    private string Name(int at) => _nodes[at].Text("Name", at == 0 ? "Input0" : at == _nodes.Count - 1 ? $"Output{at}" : $"Hidden{at}");

    private void CheckPlace(int at)
    {
        var node = _nodes[at];
        string expected = at == 0 ? "Input" : at == _nodes.Count - 1 ? "Output" : "Hidden";
        if (node.Choice("Kind", expected, ["Input", "Hidden", "Output"]) is var kind && kind != expected)
            node.Mistake("Kind", $"is {kind}, but entry {at + 1} of {_nodes.Count} must be {expected}: one Input first, one Output last.");
        if (node.Text("Type", "FullyConnected") is var type && !type.Equals("FullyConnected", StringComparison.OrdinalIgnoreCase))
            node.Mistake("Type", $"is '{type}'; only FullyConnected layers are trained here.");
        if (Enumerable.Range(0, at).Any(other => Name(other) == Name(at)))
            node.Mistake("Name", $"'{Name(at)}' stands twice; names must be unique.");
        if (at > 0)
            CheckSource(at);
    }

    private void CheckSource(int at)
    {
        if (_nodes[at].Raw("Source") is not { } source)
            return;
        string[] names = source.ValueKind == JsonValueKind.Array
            ? [.. source.EnumerateArray().Select(each => each.ToString())]
            : [source.ToString()];
        if (names.Length != 1 || names[0] != Name(at - 1))
            _nodes[at].Mistake(
                "Source", $"is {source.GetRawText()}; only a chain is trained here, so it must be \"{Name(at - 1)}\", the layer before.");
    }

    private LayerDefinition Layer(int at)
    {
        var node = _nodes[at];
        bool isOutput = at == _nodes.Count - 1;
        var penalty = isOutput
            ? null
            : node.Group("SparsenessPenalty", ConfigKeys.Penalty)
                ?? (node.Flag("Sparse", false) ? network.Group("SparsenessPenalty", ConfigKeys.Penalty) : null);
        double beta = penalty?.Number("beta", 0, 0, 1e6) ?? 0;
        return new LayerDefinition(Name(at), isOutput ? 1 : HiddenUnits(node), ActivationOf(node))
        {
            Dropout = isOutput ? NoDropout(node) : node.Number("pDropout", 0, 0, 0.999),
            SparsityTarget = beta > 0 ? penalty!.Number("p", 0, 1e-6, 1 - 1e-6) : 0,
            SparsityWeight = beta,
            Init = Init(node.Group("WeightInit", ConfigKeys.Init)),
        };
    }

    private ActivationRule ActivationOf(ConfigNode node)
    {
        var kind = Enum.Parse<Activation>(node.Choice("Activation", "Sigmoid", ConfigKeys.Activations));
        double Constant(string key, double fallback) => node.Number(key, network.Number(key, fallback, 0, 1e3), 0, 1e3);
        double slope = Constant("RELUSlope", Constant("Slope", isDsstne ? 1 : 0.01));
        if (kind == Activation.LRelu && slope == 1)
            warnings.Add("LRelu with a slope of 1 is no different from Linear; set RELUSlope.");
        double alpha = Constant("ELUAlpha", kind == Activation.Selu && !isDsstne ? 1.67326 : 1);
        return new ActivationRule(kind, (float)slope, (float)alpha, (float)Constant("SELULambda", 1.050701));
    }

    private WeightInit Init(ConfigNode? node) => node is null ? new WeightInit(IsDsstne: isDsstne) : new WeightInit(
        Enum.Parse<WeightScheme>(
            node.Choice("Scheme", "Xavier", ["Xavier", "CaffeXavier", "Gaussian", "Uniform", "UnitBall", "SELU", "Constant"]),
            ignoreCase: true),
        node.Number("Scale", 1, 0, 1e6), node.Number("Bias", 0, -1e6, 1e6), isDsstne);

    private static int HiddenUnits(ConfigNode node)
    {
        if (Units(node) is { } units)
            return units;
        node.Mistake("N", "is missing or \"auto\"; a hidden layer needs a number of units.");
        return 1;
    }

    // A number, "auto", or a list of dimensions whose product counts.
    private static int? Units(ConfigNode node)
    {
        if (node.Raw("N") is not { } n
            || (n.ValueKind == JsonValueKind.String && n.GetString()!.Equals("auto", StringComparison.OrdinalIgnoreCase)))
            return null;
        JsonElement[] dimensions = n.ValueKind == JsonValueKind.Array ? [.. n.EnumerateArray()] : [n];
        long product = 1;
        foreach (var dimension in dimensions)
            product *= dimension.ValueKind == JsonValueKind.Number && dimension.TryGetInt32(out int units) && units > 0 ? units : 0;
        if (dimensions.Length is > 0 and <= 4 && product is > 0 and <= int.MaxValue)
            return (int)product;
        node.Mistake("N", $"is {n.GetRawText()}, it must be a number of units, up to four dimensions in [ ], or \"auto\".");
        return 1;
    }

    private static double NoDropout(ConfigNode node)
    {
        if (node.Number("pDropout", 0, 0, 1) > 0)
            node.Mistake("pDropout", "drops outputs, which leaves nothing to compare with the targets. Give it to a hidden layer.");
        return 0;
    }

    private void WarnOfInput(ConfigNode input)
    {
        if (input.Number("pDropout", 0, 0, 1) > 0)
            warnings.Add("pDropout of the sparse input layer has no effect, in DSSTNE either; use Denoising.");
    }

    // Any other sharing joins layers of other widths.
    private bool IsTied()
    {
        for (int at = 1; at < _nodes.Count - 1; at++)
            if (_nodes[at].Has("SharedWeights"))
                _nodes[at].Mistake("SharedWeights", "is supported for the output layer only, with the first layer's weights transposed.");
        var output = _nodes[^1];
        if (output.Raw("SharedWeights") is null)
            return false;
        var entries = output.List("SharedWeights", ConfigKeys.Shared);
        if (entries is not [var shared] || shared.Text("InputLayer", Name(_nodes.Count - 2)) != Name(_nodes.Count - 2)
            || shared.Text("SourceInputLayer", "") != Name(0)
            || shared.Text("SourceOutputLayer", "") != Name(1) || !shared.Flag("Transposed", false))
            output.Mistake(
                "SharedWeights",
                $"must be one entry: InputLayer \"{Name(_nodes.Count - 2)}\", SourceInputLayer \"{Name(0)}\", "
                    + $"SourceOutputLayer \"{Name(1)}\", Transposed true.");
        return true;
    }
}
