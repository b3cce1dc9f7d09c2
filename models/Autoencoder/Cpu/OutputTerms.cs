namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>
/// Loss and delta of one output unit, written plainly in double precision: every loss with every activation of a single unit.
/// </summary>
/// <remarks>
/// Delta is d loss / d z with the boosts; the tables of docs/dsstne.md. Fast twins:
/// <see cref="SigmoidOutput"/>, <see cref="SoftMaxOutput"/>.
/// </remarks>
public static class OutputTerms
{
    /// <param name="loss">The loss.</param>
    /// <param name="activation">Of the output layer, not SoftMax.</param>
    /// <param name="z">The unit's sum.</param>
    /// <param name="isStored">Whether the row holds the item.</param>
    /// <param name="target">Its value (1 for indicators); read only where stored.</param>
    public static (double Loss, double Delta) Of(LossRule loss, ActivationRule activation, double z, bool isStored, double target)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (!isStored && loss.IgnoreZero)
            return (0, 0);
        return loss.IsLogarithmic ? Sigmoid(loss, z, isStored, target) : Distance(loss, activation, z, isStored, isStored ? target : 0);
    }

    // −ln a = ln(1 + exp(−z)), −ln(1 − a) = ln(1 + exp(z)): exact where a is near 0 or 1.
    private static (double Loss, double Delta) Sigmoid(LossRule loss, double z, bool isStored, double target)
    {
        double a = 1 / (1 + Math.Exp(-z)), most = -Math.Log(LossRule.Floor);
        bool counts = !loss.IsMarginal || (isStored ? a < loss.OneTarget : a > loss.ZeroTarget);
        if (!counts)
            return (0, 0);
        double scale = !loss.IsMarginal ? 1 : isStored ? loss.OneScale : loss.ZeroScale;
        double weight = loss.Kind == ErrorFunction.DataScaledMarginalCrossEntropy && isStored ? scale * target : scale;
        double boost = loss.IsMarginal ? 1 : isStored ? loss.BoostOne : loss.BoostZero;
        return (weight * Math.Min(most, SoftPlus(isStored ? -z : z)), weight * boost * (isStored ? -1 / (1 + Math.Exp(z)) : a));
    }

    private static (double Loss, double Delta) Distance(LossRule loss, ActivationRule activation, double z, bool isStored, double target)
    {
        double a = ScalarActivation.Value(activation, z), boost = isStored ? loss.BoostOne : loss.BoostZero;
        double slope = boost * ScalarActivation.Slope(activation, a), error = a - target;
        return loss.Kind switch
        {
            ErrorFunction.L1 => (Math.Abs(error), Math.Sign(error) * slope),
            ErrorFunction.L2 => (error * error / 2, error * slope),
            _ => ErrsToTheWrongSide(error, isStored) ? (error * error / 2, error * slope) : (0, 0),
        };
    }

    // L2Hinge: too high where nothing is stored, too low where something is.
    private static bool ErrsToTheWrongSide(double error, bool isStored) => isStored ? error < 0 : error > 0;

    private static double SoftPlus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
}
