using System.Runtime.Intrinsics;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.Models.Rbm;

/// <summary>exp z / Σ exp z, the same bits on every processor.</summary>
internal static class SoftMax
{
    /// <param name="z">At least one element; becomes the probabilities.</param>
    public static void Take(Span<float> z)
    {
        float most = z[0], sum = 0;
        foreach (float each in z)
            most = MathF.Max(most, each);
        for (int at = 0; at < z.Length; at += VectorMath.Lanes)
            VectorMath.Store(VectorMath.Exp(VectorMath.Load(z, at) - Vector256.Create(most)), z, at);
        foreach (float each in z)
            sum += each;
        foreach (ref float each in z)
            each /= sum;
    }
}
