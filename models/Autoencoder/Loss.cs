namespace RecPipeline.Models.Autoencoder;

/// <summary>What training makes small; DSSTNE's names, and one of ours.</summary>
public enum ErrorFunction
{
    /// <summary>|a − t|.</summary>
    L1,

    /// <summary>(a − t)² / 2.</summary>
    L2,

    /// <summary>(a − t)² / 2 where the output errs to the wrong side: above 0 at t = 0, below t at t &gt; 0.</summary>
    L2Hinge,

    /// <summary>Sigmoid: −ln a at stored items, −ln(1 − a) elsewhere. SoftMax: −(1/n) Σ ln a over the row's n stored items.</summary>
    CrossEntropy,

    /// <summary>Cross entropy with a dead zone: stored items count while a &lt; oneTarget, others while a &gt; zeroTarget.</summary>
    ScaledMarginalCrossEntropy,

    /// <summary>The same, stored items weighted by their value.</summary>
    DataScaledMarginalCrossEntropy,

    /// <summary>−Σ ln a over the row's stored items (Liang et al., WWW 2018); SoftMax outputs only. Not in DSSTNE.</summary>
    Multinomial,
}

/// <summary>A loss with its constants.</summary>
/// <param name="OneTarget">Stored items above it are right already.</param>
/// <param name="ZeroTarget">Other items below it are right already.</param>
/// <param name="OneScale">Weight of stored items.</param>
/// <param name="ZeroScale">Weight of other items.</param>
/// <param name="BoostOne">Multiplies the gradient, not the loss, of stored items (cross entropy, L1, L2, L2Hinge).</param>
/// <param name="BoostZero">The same of other items.</param>
/// <param name="IgnoreZero">Loss and gradient at stored items only.</param>
public sealed record LossRule(
    ErrorFunction Kind, double OneTarget = 0.9, double ZeroTarget = 0.1, double OneScale = 1, double ZeroScale = 1,
    double BoostOne = 1, double BoostZero = 1, bool IgnoreZero = false)
{
    /// <summary>Arguments of logarithms are at least this.</summary>
    public const double Floor = 1e-12;

    public bool IsMarginal => Kind is ErrorFunction.ScaledMarginalCrossEntropy or ErrorFunction.DataScaledMarginalCrossEntropy;

    public bool IsLogarithmic => IsMarginal || Kind is ErrorFunction.CrossEntropy or ErrorFunction.Multinomial;
}
