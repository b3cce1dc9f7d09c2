using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Moves weights along a gradient: one pass over weights, gradient and state.</summary>
/// <remarks>
/// The rules stand in docs/dsstne.md and in <see cref="TrainingRule"/>. Weights need no order, so threads take any ranges.
/// </remarks>
internal readonly struct UpdateKernel
{
    private readonly Optimizer _kind;
    private readonly float _rate, _l2, _l1, _mu, _mu1, _scale, _correct, _correct1;
    private readonly float _rest, _rest1; // 1 − mu and 1 − mu1, taken in double: as floats they would lose half their digits

    /// <param name="rule">The optimiser.</param>
    /// <param name="rate">Learning rate of this update.</param>
    /// <param name="update">Updates before this one.</param>
    /// <param name="rows">Rows of the batch; gradients come as sums over them.</param>
    public UpdateKernel(TrainingRule rule, double rate, long update, int rows)
    {
        (_kind, _rate, _l2, _l1) = (rule.Kind, (float)rate, (float)rule.L2, (float)rule.L1);
        (_mu, _mu1, _scale) = ((float)rule.Mu, (float)rule.Mu1, 1f / rows);
        (_rest, _rest1) = ((float)(1 - rule.Mu), (float)(1 - rule.Mu1));
        double t = update + rule.FirstStep;
        (_correct, _correct1) = ((float)(1 / (1 - Math.Pow(rule.Mu, t))), (float)(1 / (1 - Math.Pow(rule.Mu1, t))));
    }

    private UpdateKernel(in UpdateKernel other)
    {
        this = other;
        (_l2, _l1) = (0, 0);
    }

    /// <summary>The same update for biases, which never decay.</summary>
    public UpdateKernel ForBiases => new(this);

    /// <param name="w">Weights.</param>
    /// <param name="g">As many sums of gradients over the batch.</param>
    /// <param name="m">First state, empty where the rule has none.</param>
    /// <param name="v">Second state, empty where the rule has none.</param>
    public void Apply(Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v)
    {
        switch (_kind)
        {
            case Optimizer.Sgd: Run(default(Sgd), w, g, m, v); break;
            case Optimizer.Momentum: Run(default(Momentum), w, g, m, v); break;
            case Optimizer.Nesterov: Run(default(Nesterov), w, g, m, v); break;
            case Optimizer.AdaGrad: Run(default(AdaGrad), w, g, m, v); break;
            case Optimizer.RmsProp: Run(default(RmsProp), w, g, m, v); break;
            case Optimizer.AdaDelta: Run(default(AdaDelta), w, g, m, v); break;
            default: Run(default(Adam), w, g, m, v); break;
        }
    }

    private void Run<TRule>(TRule rule, Span<float> w, ReadOnlySpan<float> g, Span<float> m, Span<float> v)
        where TRule : struct, IRule
    {
        for (int i = 0; i < w.Length; i += VectorMath.Lanes)
        {
            var weight = VectorMath.Load(w, i);
            var sign = Vector256.ConditionalSelect(
                Vector256.Equals(weight, Vector256<float>.Zero), Vector256<float>.Zero, Vector256.CopySign(Vector256<float>.One, weight));
            var r = -(VectorMath.Load(g, i) * _scale) - (_l2 * weight) - (_l1 * sign);
            var first = TRule.States > 0 ? VectorMath.Load(m, i) : default;
            var second = TRule.States > 1 ? VectorMath.Load(v, i) : default;
            VectorMath.Store(weight + rule.Step(this, r, ref first, ref second), w, i);
            if (TRule.States > 0)
                VectorMath.Store(first, m, i);
            if (TRule.States > 1)
                VectorMath.Store(second, v, i);
        }
    }

    private interface IRule
    {
        static abstract int States { get; }

        Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RootOf(Vector256<float> square) => Vector256.Sqrt(Vector256.Max(Vector256.Create(1e-9f), square));

    private readonly struct Sgd : IRule
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v) => k._rate * r;
    }

    private readonly struct Momentum : IRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v) =>
            m = (k._mu * m) + (k._rate * r);
    }

    private readonly struct Nesterov : IRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v)
        {
            var old = m;
            m = (k._mu * old) + (k._rate * r);
            return m + (k._mu * (m - old));
        }
    }

    private readonly struct AdaGrad : IRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v)
        {
            m += r * r;
            return k._rate * r / RootOf(m);
        }
    }

    private readonly struct RmsProp : IRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v)
        {
            m = (k._mu * m) + (k._rest * (r * r));
            return k._rate * r / RootOf(m);
        }
    }

    private readonly struct AdaDelta : IRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v)
        {
            v = (k._mu * v) + (k._rest * (r * r));
            var step = r * (RootOf(m) / RootOf(v));
            m = (k._mu * m) + (k._rest * (step * step));
            return step;
        }
    }

    private readonly struct Adam : IRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Step(in UpdateKernel k, Vector256<float> r, ref Vector256<float> m, ref Vector256<float> v)
        {
            m = (k._mu * m) + (k._rest * r);
            v = (k._mu1 * v) + (k._rest1 * (r * r));
            return k._rate * k._correct * m / (Vector256.Sqrt(k._correct1 * v) + Vector256.Create(1e-8f));
        }
    }
}
