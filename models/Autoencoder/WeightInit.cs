using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Autoencoder;

/// <summary>How weights begin; DSSTNE's names.</summary>
public enum WeightScheme
{
    Xavier,
    CaffeXavier,
    Gaussian,
    Uniform,
    UnitBall,
    Selu,
    Constant,
}

/// <summary>How a layer's weights and biases begin.</summary>
/// <param name="Scheme">Distribution of the weights.</param>
/// <param name="Scale">Its size.</param>
/// <param name="Bias">Value of every bias.</param>
/// <param name="IsDsstne">DSSTNE's widths: Xavier's half, deviation 1/n for Selu, −scale for Constant. Otherwise the textbook's.</param>
public sealed record WeightInit(WeightScheme Scheme = WeightScheme.Xavier, double Scale = 1, double Bias = 0, bool IsDsstne = false)
{
    private const int Chunk = 1 << 16;

    /// <summary>Fills [from × to] weights; the same seed and stream give the same weights on any number of threads.</summary>
    public void Fill(float[] weights, int from, int to, ulong key, int threads)
    {
        ArgumentNullException.ThrowIfNull(weights);
        RowChunks.Run(weights.Length, Chunk, threads, (first, end) =>
        {
            for (int i = first; i < end; i++)
                weights[i] = (float)Draw(from, to, key, i);
        }, CancellationToken.None);
    }

    /// <summary>One weight. Xavier: Glorot and Bengio, AISTATS 2010, formula 16; Selu: Klambauer et al., NIPS 2017.</summary>
    private double Draw(int from, int to, ulong key, long place) => Scheme switch
    {
        WeightScheme.Xavier => Uniform(key, place) * Scale * Math.Sqrt(6.0 / (from + to)) * (IsDsstne ? 0.5 : 1),
        WeightScheme.CaffeXavier => Uniform(key, place) * Scale * Math.Sqrt(3.0 / to),
        WeightScheme.Gaussian => Normal(key, place) * Scale,
        WeightScheme.Uniform => Uniform(key, place) * Scale,
        WeightScheme.UnitBall => Share(key, 2 * place) * Scale,
        WeightScheme.Selu => Normal(key, place) * (IsDsstne ? 1.0 / from : 1 / Math.Sqrt(from)),
        _ => IsDsstne ? -Scale : Scale,
    };

    private static double Share(ulong key, long place) => ((CounterRandom.At(key, place) >> 11) + 0.5) * (1.0 / (1L << 53));

    private static double Uniform(ulong key, long place) => (2 * Share(key, 2 * place)) - 1;

    // Box and Muller.
    private static double Normal(ulong key, long place) =>
        Math.Sqrt(-2 * Math.Log(Share(key, 2 * place))) * Math.Cos(2 * Math.PI * Share(key, (2 * place) + 1));
}
