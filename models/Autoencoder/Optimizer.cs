namespace RecPipeline.Models.Autoencoder;

/// <summary>How weights follow the gradient; DSSTNE's names.</summary>
public enum Optimizer
{
    Sgd,
    Momentum,
    Nesterov,
    AdaGrad,
    RmsProp,
    AdaDelta,
    Adam,
}

/// <summary>An optimiser with its constants.</summary>
/// <remarks>
/// r = −gradient − l2·w − l1·sign(w) for weights, r = −gradient for biases; the gradient is the mean over the batch. The penalties are
/// inside the adaptive rules. Update n (from 0) uses learningRate / (1 + decay · n). DSSTNE's letters: alpha, lambda, lambda1, mu, mu1.
/// </remarks>
/// <param name="Kind">Which rule.</param>
/// <param name="LearningRate">alpha.</param>
/// <param name="L2">lambda.</param>
/// <param name="L1">lambda1.</param>
/// <param name="Mu">Share of the old momentum (or of the first moment).</param>
/// <param name="Mu1">Share of the old second moment of Adam.</param>
/// <param name="Decay">Of the learning rate.</param>
/// <param name="FirstStep">Adam's t at its first update: 1, or 2 as DSSTNE counts.</param>
public sealed record TrainingRule(
    Optimizer Kind, double LearningRate, double L2 = 0, double L1 = 0, double Mu = 0, double Mu1 = 0, double Decay = 0, int FirstStep = 1)
{
    /// <summary>Arrays of state beside each weight: 0, 1 or 2.</summary>
    public int StateArrays => Kind switch
    {
        Optimizer.Sgd => 0,
        Optimizer.AdaDelta or Optimizer.Adam => 2,
        _ => 1,
    };

    /// <summary>A weight whose gradient is 0 stays as it is, and so does its state.</summary>
    public bool SkipsZeroGradients => L2 == 0 && L1 == 0 && Kind is (Optimizer.Sgd or Optimizer.AdaGrad);

    public double RateOf(long update) => LearningRate / (1 + (Decay * update));
}

/// <summary>An optimiser's memory; it starts at 0.</summary>
/// <param name="First">Momentum, first moment or squared steps; null where the rule has none.</param>
/// <param name="Second">Second moment; null where the rule has none.</param>
public sealed record OptimizerState(NetworkWeights? First, NetworkWeights? Second)
{
    public static OptimizerState Zero(NetworkDefinition definition, TrainingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new OptimizerState(
            rule.StateArrays > 0 ? NetworkWeights.Zero(definition) : null,
            rule.StateArrays > 1 ? NetworkWeights.Zero(definition) : null);
    }

    /// <summary>Every array, in the order of files.</summary>
    public IEnumerable<float[]> Arrays => (First?.Arrays ?? []).Concat(Second?.Arrays ?? []);
}
