namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Activations of one number, written plainly in double precision.</summary>
public static class ScalarActivation
{
    public static double Value(ActivationRule rule, double z) => rule.Kind switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
        Activation.Tanh => Math.Tanh(z),
        Activation.Relu => Math.Max(z, 0),
        Activation.LRelu => z > 0 ? z : rule.Slope * z,
        Activation.Elu => z > 0 ? z : rule.Alpha * (Math.Exp(z) - 1),
        Activation.Selu => rule.Lambda * (z > 0 ? z : rule.Alpha * (Math.Exp(z) - 1)),
        Activation.Linear => z,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "SoftMax is no function of a single unit."),
    };

    /// <summary>The derivative, from the value.</summary>
    public static double Slope(ActivationRule rule, double h) => rule.Kind switch
    {
        Activation.Sigmoid => h * (1 - h),
        Activation.Tanh => 1 - (h * h),
        Activation.Relu => h > 0 ? 1 : 0,
        Activation.LRelu => h > 0 ? 1 : rule.Slope,
        Activation.Elu => h > 0 ? 1 : h + rule.Alpha,
        Activation.Selu => h > 0 ? rule.Lambda : h + (rule.Lambda * rule.Alpha),
        Activation.Linear => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "SoftMax is no function of a single unit."),
    };
}
