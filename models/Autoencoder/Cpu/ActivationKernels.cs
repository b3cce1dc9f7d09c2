using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Activations and their derivatives over whole buffers. Plain twin: <see cref="ScalarActivation"/>.</summary>
internal static class ActivationKernels
{
    /// <summary>z becomes f(z).</summary>
    public static void Forward(ActivationRule rule, Span<float> z)
    {
        switch (rule.Kind)
        {
            case Activation.Sigmoid: Map(z, default(SigmoidFunction)); break;
            case Activation.Tanh: Map(z, default(TanhFunction)); break;
            case Activation.Relu: Map(z, new LeakyFunction(0)); break;
            case Activation.LRelu: Map(z, new LeakyFunction(rule.Slope)); break;
            case Activation.Elu: Map(z, new EluFunction(rule.Alpha, 1)); break;
            case Activation.Selu: Map(z, new EluFunction(rule.Alpha, rule.Lambda)); break;
            case Activation.Linear: break;
            default: throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "SoftMax is no function of a single unit.");
        }
    }

    /// <summary>e becomes e · f'(z), where h = f(z).</summary>
    public static void Backward(ActivationRule rule, ReadOnlySpan<float> h, Span<float> e)
    {
        switch (rule.Kind)
        {
            case Activation.Sigmoid: Scale(h, e, default(SigmoidFunction)); break;
            case Activation.Tanh: Scale(h, e, default(TanhFunction)); break;
            case Activation.Relu: Scale(h, e, new LeakyFunction(0)); break;
            case Activation.LRelu: Scale(h, e, new LeakyFunction(rule.Slope)); break;
            case Activation.Elu: Scale(h, e, new EluFunction(rule.Alpha, 1)); break;
            case Activation.Selu: Scale(h, e, new EluFunction(rule.Alpha, rule.Lambda)); break;
            case Activation.Linear: break;
            default: throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "SoftMax is no function of a single unit.");
        }
    }

    private static void Map<T>(Span<float> values, T function)
        where T : struct, IFunction
    {
        for (int i = 0; i < values.Length; i += VectorMath.Lanes)
            VectorMath.Store(function.Value(VectorMath.Load(values, i)), values, i);
    }

    private static void Scale<T>(ReadOnlySpan<float> h, Span<float> e, T function)
        where T : struct, IFunction
    {
        for (int i = 0; i < h.Length; i += VectorMath.Lanes)
            VectorMath.Store(VectorMath.Load(e, i) * function.Slope(VectorMath.Load(h, i)), e, i);
    }

    private interface IFunction
    {
        Vector256<float> Value(Vector256<float> z);

        /// <summary>The derivative, from the value.</summary>
        Vector256<float> Slope(Vector256<float> h);
    }

    private readonly struct SigmoidFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Value(Vector256<float> z) => VectorMath.Sigmoid(z);

        public Vector256<float> Slope(Vector256<float> h) => h * (Vector256<float>.One - h);
    }

    private readonly struct TanhFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Value(Vector256<float> z) =>
            Vector256<float>.One - (Vector256.Create(2f) / (VectorMath.Exp(z + z) + Vector256<float>.One));

        public Vector256<float> Slope(Vector256<float> h) => Vector256<float>.One - (h * h);
    }

    private readonly struct LeakyFunction(float slope) : IFunction
    {
        public Vector256<float> Value(Vector256<float> z) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<float>.Zero), z, slope * z);

        public Vector256<float> Slope(Vector256<float> h) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(h, Vector256<float>.Zero), Vector256<float>.One, Vector256.Create(slope));
    }

    private readonly struct EluFunction(float alpha, float lambda) : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Value(Vector256<float> z) => lambda * Vector256.ConditionalSelect(
            Vector256.GreaterThan(z, Vector256<float>.Zero), z, alpha * (VectorMath.Exp(z) - Vector256<float>.One));

        public Vector256<float> Slope(Vector256<float> h) => Vector256.ConditionalSelect(
            Vector256.GreaterThan(h, Vector256<float>.Zero), Vector256.Create(lambda), h + Vector256.Create(lambda * alpha));
    }
}
