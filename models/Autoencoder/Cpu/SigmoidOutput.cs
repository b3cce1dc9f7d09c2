using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>
/// Cross entropies of sigmoid outputs over one row of a tile: sums become deltas, the loss is added up. Plain twin:
/// <see cref="PlainOutput"/>.
/// </summary>
/// <remarks>
/// All units go through as if not stored, eight at a time; stored items are then set one by one. While the vectors pass, a stored item's
/// sum is so low that it adds nothing. −ln(1 − a) is ln(1 + exp z), which keeps its digits where a is small.
/// </remarks>
internal sealed class SigmoidOutput : IOutputRow
{
    private const float Nothing = -1e30f;

    private readonly LossRule _loss;
    private readonly ActivationRule _activation;
    private readonly float _target, _lossScale, _deltaScale;
    private readonly float _most = (float)-Math.Log(LossRule.Floor);

    public SigmoidOutput(LossRule loss, ActivationRule activation)
    {
        (_loss, _activation) = (loss, activation);
        _target = loss.IsMarginal ? (float)loss.ZeroTarget : -1;
        _lossScale = loss.IgnoreZero ? 0 : loss.IsMarginal ? (float)loss.ZeroScale : 1;
        _deltaScale = loss.IgnoreZero ? 0 : loss.IsMarginal ? (float)loss.ZeroScale : (float)loss.BoostZero;
    }

    public double Run(Span<float> z, ReadOnlySpan<int> items, ReadOnlySpan<float> values, int firstItem)
    {
        Span<float> deltas = stackalloc float[items.Length];
        double loss = 0;
        for (int i = 0; i < items.Length; i++)
        {
            var (term, delta) = OutputTerms.Of(_loss, _activation, z[items[i] - firstItem], isStored: true, values[i]);
            (loss, deltas[i], z[items[i] - firstItem]) = (loss + term, (float)delta, Nothing);
        }
        loss += _lossScale * Others(z);
        for (int i = 0; i < items.Length; i++)
            z[items[i] - firstItem] = deltas[i];
        return loss;
    }

    private double Others(Span<float> z)
    {
        var (one, sum) = (Vector256<float>.One, Vector256<float>.Zero);
        for (int i = 0; i < z.Length; i += VectorMath.Lanes)
        {
            var x = VectorMath.Load(z, i, Nothing);
            var e = VectorMath.Exp(-Vector256.Abs(x));
            var inverse = one / (one + e);
            var a = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(x, Vector256<float>.Zero), inverse, e * inverse);
            var term = Vector256.Min(Vector256.Create(_most), Vector256.Max(x, Vector256<float>.Zero) + VectorMath.LogOnePlus(e));
            // Written so that NaN stays NaN: a broken network must show in its loss.
            var isRight = Vector256.LessThanOrEqual(a, Vector256.Create(_target));
            sum += Vector256.ConditionalSelect(isRight, Vector256<float>.Zero, term);
            VectorMath.Store(Vector256.ConditionalSelect(isRight, Vector256<float>.Zero, _deltaScale * a), z, i);
        }
        return VectorMath.Sum(sum);
    }
}
