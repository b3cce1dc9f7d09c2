namespace RecPipeline.Models.Autoencoder;

/// <summary>What a unit makes of its sum z; DSSTNE's names.</summary>
public enum Activation
{
    /// <summary>1 / (1 + exp(−z)).</summary>
    Sigmoid,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>max(z, 0); its derivative at 0 is 0.</summary>
    Relu,

    /// <summary>z above 0, else slope · z.</summary>
    LRelu,

    /// <summary>z above 0, else alpha · (exp z − 1).</summary>
    Elu,

    /// <summary>lambda times ELU.</summary>
    Selu,

    /// <summary>z.</summary>
    Linear,

    /// <summary>exp z / Σ exp z over the row; outputs only.</summary>
    SoftMax,
}

/// <summary>An activation with its constants.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Slope">Of LRelu below 0.</param>
/// <param name="Alpha">Of Elu and Selu below 0.</param>
/// <param name="Lambda">Of Selu.</param>
public readonly record struct ActivationRule(Activation Kind, float Slope = 0.01f, float Alpha = 1f, float Lambda = 1.050701f);
