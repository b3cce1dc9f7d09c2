namespace RecPipeline.Models.Autoencoder;

/// <summary>One layer of units with the weights that lead to it.</summary>
/// <param name="Name">For messages and files.</param>
/// <param name="Units">Its width.</param>
/// <param name="Activation">What units make of their sums.</param>
public sealed record LayerDefinition(string Name, int Units, ActivationRule Activation)
{
    /// <summary>Probability with which a hidden unit is dropped while training; survivors are scaled by 1 / (1 − p).</summary>
    public double Dropout { get; init; }

    /// <summary>Wanted mean activation of a hidden unit (rho).</summary>
    public double SparsityTarget { get; init; }

    /// <summary>Weight of the Kullback-Leibler penalty on that mean (beta); 0 switches it off.</summary>
    public double SparsityWeight { get; init; }

    public WeightInit Init { get; init; } = new();
}

/// <summary>A feed-forward autoencoder over a catalogue: a user's items in, a score for every item out.</summary>
/// <remarks>
/// h1 = f(x·W1 + b1), …, a = g(hL·W + b); x holds 1 (or the value) at the user's items. Example: 12 items and layers of 5 and 12 units have
/// weights W1 [12 × 5], b1 [5], W2 [5 × 12], b2 [12]. Targets are the same items, never corrupted.
/// </remarks>
public sealed record NetworkDefinition
{
    /// <summary>Hidden layers in order, then the output layer with a unit per item.</summary>
    public required IReadOnlyList<LayerDefinition> Layers { get; init; }

    public required LossRule Loss { get; init; }

    /// <summary>Probability with which a stored item is dropped from the input while training; survivors become 1 / (1 − p).</summary>
    public double Denoising { get; init; }

    /// <summary>Divides the input row by its Euclidean length, before denoising.</summary>
    public bool NormalizeInput { get; init; }

    /// <summary>
    /// Stored values are read: as input, and as targets of L1, L2, L2Hinge and the data-scaled loss. Otherwise every stored item counts 1.
    /// </summary>
    public bool UsesValues { get; init; }

    /// <summary>The output's weights are the first layer's, transposed.</summary>
    public bool IsTied { get; init; }

    /// <summary>Dropped sigmoid units become 0.5 and survivors stay unscaled, as DSSTNE has it.</summary>
    public bool DropsSigmoidToHalf { get; init; }

    public LayerDefinition Output => Layers[^1];

    public int Items => Output.Units;

    /// <summary>Units that feed a layer.</summary>
    public int Inputs(int layer) => layer == 0 ? Items : Layers[layer - 1].Units;

    /// <summary>Refuses what has no meaning.</summary>
    /// <exception cref="ArgumentException">The message names the layer and says what to change.</exception>
    public NetworkDefinition Checked()
    {
        if (Layers.Count < 2)
            throw new ArgumentException("A network needs at least one hidden layer and the output layer.");
        foreach (var layer in Layers)
            Check(layer);
        CheckLoss();
        if (IsTied && Layers[^2].Units != Layers[0].Units)
            throw new ArgumentException(
                $"Layer '{Output.Name}' shares the weights of '{Layers[0].Name}', "
                + $"but they join {Layers[^2].Units} and {Layers[0].Units} hidden units. Give both the same N.");
        return this;
    }

    private void Check(LayerDefinition layer)
    {
        if (layer.Units < 1)
            throw new ArgumentException($"Layer '{layer.Name}' has {layer.Units} units; it needs at least 1.");
        if (layer.Dropout is < 0 or >= 1)
            throw new ArgumentException($"Layer '{layer.Name}' has pDropout {layer.Dropout}; it must be at least 0 and below 1.");
        if (layer.Activation.Kind == Activation.SoftMax && layer != Output)
            throw new ArgumentException(
                $"Layer '{layer.Name}' is hidden and has Activation SoftMax, which is for outputs. "
                + "Choose Sigmoid, Tanh, Relu, LRelu, Elu, Selu or Linear.");
    }

    // DSSTNE lets such pairs pass and then trains without an output gradient, or on another loss than it reports.
    private void CheckLoss()
    {
        var (kind, activation) = (Loss.Kind, Output.Activation.Kind);
        bool fits = (kind, activation) switch
        {
            (ErrorFunction.Multinomial, _) => activation == Activation.SoftMax,
            (ErrorFunction.DataScaledMarginalCrossEntropy, _) => activation == Activation.Sigmoid,
            (ErrorFunction.CrossEntropy or ErrorFunction.ScaledMarginalCrossEntropy, _) =>
                activation is Activation.Sigmoid or Activation.SoftMax,
            _ => activation != Activation.SoftMax,
        };
        if (!fits)
            throw new ArgumentException(
                $"ErrorFunction {kind} does not go with Activation {activation} of layer '{Output.Name}'. {Advice(kind)}");
        if (activation == Activation.SoftMax && (Loss.IgnoreZero || Loss.BoostOne != 1 || Loss.BoostZero != 1))
            throw new ArgumentException(
                "IgnoreZero and DeltaBoost have no meaning with SoftMax, whose outputs depend on each other. Leave them out.");
        if (activation == Activation.SoftMax && Loss.IsMarginal && (Loss.ZeroScale != 1 || Loss.ZeroTarget != 0))
            throw new ArgumentException(
                "ScaledMarginalCrossEntropy with SoftMax has no term for items that are not stored: set zeroTarget 0.0 and zeroScale 1.0.");
    }

    private static string Advice(ErrorFunction kind) => kind switch
    {
        ErrorFunction.Multinomial => "Set the output's Activation to SoftMax.",
        ErrorFunction.DataScaledMarginalCrossEntropy => "Set the output's Activation to Sigmoid.",
        ErrorFunction.CrossEntropy or ErrorFunction.ScaledMarginalCrossEntropy => "Set the output's Activation to Sigmoid or SoftMax.",
        _ => "Choose another Activation, or ErrorFunction CrossEntropy.",
    };
}
