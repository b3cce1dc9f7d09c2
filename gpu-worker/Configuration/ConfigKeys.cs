namespace RecPipeline.GpuWorker.Configuration;

/// <summary>A key of the network file.</summary>
/// <param name="Name">DSSTNE's spelling, or ours.</param>
/// <param name="Value">What it takes, in the words of JSON schema: number, integer, boolean, string, array, or the name of a group.</param>
/// <param name="Doc">What it sets.</param>
/// <param name="Choices">The words it takes.</param>
/// <param name="Unsupported">Why we refuse it; null for keys that work.</param>
/// <param name="IsOurs">Not in DSSTNE.</param>
internal sealed record ConfigKey(
    string Name, string Value, string Doc, string[]? Choices = null, string? Unsupported = null, bool IsOurs = false);

/// <summary>Every key that the reader knows, by group; the schema in conf/ is made from this list and a test compares.</summary>
internal static class ConfigKeys
{
    public const string Network = "network", Layer = "layer", Training = "training", Penalty = "sparsenessPenalty", Denoising = "denoising";
    public const string Marginal = "marginal", Boost = "deltaBoost", Init = "weightInit", Shared = "sharedWeights";

    private const string NoImages = "only fully connected layers are trained here, since rows of a catalogue have no neighbourhood";

    public static readonly string[] Activations = ["Sigmoid", "Tanh", "Relu", "LRelu", "Elu", "Selu", "Linear", "SoftMax"];
    public static readonly string[] ErrorFunctions =
        ["L1", "L2", "L2Hinge", "CrossEntropy", "ScaledMarginalCrossEntropy", "DataScaledMarginalCrossEntropy", "Multinomial"];
    public static readonly string[] Optimizers = ["SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "AdaDelta", "Adam"];

    public static IReadOnlyDictionary<string, ConfigKey[]> Groups { get; } = new Dictionary<string, ConfigKey[]>
    {
        [Network] =
        [
            new("Version", "number", "Format version, 0.7 or later."),
            new("Name", "string", "Free label."),
            new("Kind", "string", "No effect, in DSSTNE either.", ["FeedForward", "AutoEncoder"]),
            new(
                "WeightsData",
                "string",
                "Weights to start from.",
                Unsupported: "DSSTNE reads it and ignores it. To go on with a run, start it again: it resumes from its checkpoint"),
            new("ShuffleIndices", "boolean", "Shuffle the users each epoch; default true."),
            new("SparsenessPenalty", Penalty, "For hidden layers that are Sparse."),
            new("Denoising", Denoising, "Drops stored items from the input while training."),
            new("ScaledMarginalCrossEntropy", Marginal, "Constants of the loss of that name."),
            new("DataScaledMarginalCrossEntropy", Marginal, "The same."),
            new("DeltaBoost", Boost, "Multiplies gradients of CrossEntropy, L1, L2, L2Hinge."),
            new("ErrorFunction", "string", "The loss; default CrossEntropy. Multinomial is ours.", ErrorFunctions),
            new("Decay", "number", "Step n uses learningRate / (1 + Decay · n)."),
            new("RELUSlope", "number", "Slope of LRelu below 0; default 0.01."),
            new("Slope", "number", "The same."),
            new("ELUAlpha", "number", "Of Elu (default 1) and Selu (default 1.67326)."),
            new("SELULambda", "number", "Of Selu; default 1.050701."),
            new("MaxOut", "object", "Group size.", Unsupported: NoImages),
            new("LocalResponseNormalization", "object", "cuDNN's.", Unsupported: NoImages),
            new("LRN", "object", "The same.", Unsupported: NoImages),
            new("Layers", "array", "Input, hidden layers, output, in this order."),
            new(
                "Compatibility",
                "string",
                "textbook (default), or dsstne: "
                    + "Adam counts from 2, DSSTNE's initial widths and constants, dropped sigmoid units become 0.5.",
                ["textbook", "dsstne"],
                IsOurs: true),
            new("NormalizeInput", "boolean", "Divide each input row by its Euclidean length.", IsOurs: true),
            new("IgnoreZero", "boolean", "Loss and gradient at stored items only (DSSTNE's data set attribute).", IsOurs: true),
            new("Training", Training, "Optimiser and run; command-line flags win.", IsOurs: true),
        ],
        [Layer] =
        [
            new("Kind", "string", "By position: first Input, last Output, others Hidden.", ["Input", "Hidden", "Output"]),
            new("Type", "string", "Only FullyConnected.", ["FullyConnected"]),
            new("Name", "string", "Unique."),
            new("N", "N", "Units; \"auto\" for Input and Output: the number of items."),
            new("DataSet", "string", "Name of the data set, checked against the hand-off's where it has one."),
            new("Source", "source", "The previous layer; others are refused."),
            new("Skip", "source", "Residual add.", Unsupported: "residual layers are not trained here; leave the key out"),
            new("Sparse", "boolean", "Hidden: the sparseness penalty applies. Input and Output are always sparse."),
            new("Activation", "string", "Default Sigmoid.", Activations),
            new("pDropout", "number", "Of hidden units; inputs are dropped by Denoising."),
            new("WeightInit", Init, "How weights and biases begin."),
            new("WeightNorm", "number", "Clips incoming weights; 0 is off.", Unsupported: "use lambda instead"),
            new("DeltaNorm", "number", "Clips deltas; 0 is off.", Unsupported: "use a smaller learning rate"),
            new("BatchNormalization", "boolean", "False is off.", Unsupported: "leave it out"),
            new("SparsenessPenalty", Penalty, "Of this hidden layer alone; DSSTNE ignores it unless the network has one."),
            new("SharedWeights", Shared, "Ties the output's weights to the first layer's."),
            new("RELUSlope", "number", "Of this layer."),
            new("Slope", "number", "The same."),
            new("ELUAlpha", "number", "Of this layer."),
            new("SELULambda", "number", "Of this layer."),
            new("Kernel", "array", "Of a convolution.", Unsupported: NoImages),
            new("KernelStride", "array", "Of a convolution.", Unsupported: NoImages),
            new("Function", "string", "Of pooling.", Unsupported: NoImages),
        ],
        [Penalty] = [new("p", "number", "Wanted mean activation of a unit."), new("beta", "number", "Weight; 0 is off.")],
        [Denoising] = [new("p", "number", "Probability with which a stored item is dropped; survivors are scaled by 1 / (1 − p).")],
        [Marginal] =
        [
            new("oneTarget", "number", "Stored items above are right; default 0.9."),
            new("zeroTarget", "number", "Others below are right; default 0.1."),
            new("oneScale", "number", "Weight of stored items; default 1."), new("zeroScale", "number", "Weight of others; default 1."),
        ],
        [Boost] = [new("one", "number", "Of stored items; default 1."), new("zero", "number", "Of others; default 1.")],
        [Init] =
        [
            new("Scheme", "string", "Default Xavier.", ["Xavier", "CaffeXavier", "Gaussian", "Uniform", "UnitBall", "SELU", "Constant"]),
            new("Scale", "number", "Default 1."), new("Bias", "number", "Of every unit; default 0."),
        ],
        [Shared] =
        [
            new("InputLayer", "string", "The last hidden layer."), new("SourceInputLayer", "string", "The input."),
            new("SourceOutputLayer", "string", "The first hidden layer."), new("Transposed", "boolean", "True."),
        ],
        [Training] =
        [
            new("Optimizer", "string", "Default SGD, as DSSTNE's train has it.", Optimizers, IsOurs: true),
            new("LearningRate", "number", "alpha; default 0.025.", IsOurs: true),
            new("L2", "number", "lambda; default 0.0001.", IsOurs: true),
            new("L1", "number", "lambda1; default 0.", IsOurs: true),
            new("Mu", "number", "Momentum, or Adam's first share; default 0.5, Adam 0.9.", IsOurs: true),
            new("Mu1", "number", "Adam's second share; default 0.999.", IsOurs: true),
            new("BatchSize", "integer", "Users of an update; default 1024.", IsOurs: true),
            new("Epochs", "integer", "At most; default 40.", IsOurs: true),
            new(
                "Patience",
                "integer",
                "Stop after this many epochs without a better validation NDCG@100; 0 (default) never stops early.",
                IsOurs: true),
            new("DecayEvery", "integer", "Multiply the learning rate every so many epochs; 0 (default) never.", IsOurs: true),
            new("DecayFactor", "number", "By this; default 0.5.", IsOurs: true),
            new("Seed", "integer", "Of weights, order and masks; default 12134, DSSTNE's.", IsOurs: true),
            new(
                "Values",
                "string",
                "indicator (default): every stored item counts 1; analog: its value.",
                ["indicator", "analog"],
                IsOurs: true),
        ],
    };
}
