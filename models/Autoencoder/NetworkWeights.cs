using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Autoencoder;

/// <summary>Numbers in the shape of a network's weights: the weights themselves, their gradients, or an optimiser's state.</summary>
/// <remarks>
/// Layer l has matrix [inputs × units], row-major, and a bias per unit. A tied output layer has an empty matrix: it reads the first one.
/// </remarks>
public sealed class NetworkWeights
{
    /// <summary>Weights that one matrix can have.</summary>
    public const long LongestArray = int.MaxValue - 64;

    private readonly float[][] _matrices, _biases;

    private NetworkWeights(float[][] matrices, float[][] biases) => (_matrices, _biases) = (matrices, biases);

    public int Layers => _matrices.Length;

    /// <summary>Every array, matrix before bias, layer by layer: the order of files and checksums.</summary>
    public IEnumerable<float[]> Arrays => _matrices.Zip(_biases, (matrix, bias) => new[] { matrix, bias }).SelectMany(pair => pair);

    public float[] Matrix(int layer) => _matrices[layer];

    public float[] Bias(int layer) => _biases[layer];

    /// <exception cref="ArgumentException">A matrix has more elements than an array can hold; the message gives its size.</exception>
    public static NetworkWeights Zero(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var matrices = definition.Layers.Select((layer, l) => new float[Length(definition, l)]).ToArray();
        return new NetworkWeights(matrices, [.. definition.Layers.Select(layer => new float[layer.Units])]);
    }

    /// <summary>Weights as training starts with them.</summary>
    public static NetworkWeights Initial(NetworkDefinition definition, long seed, int threads)
    {
        var weights = Zero(definition);
        for (int l = 0; l < weights.Layers; l++)
        {
            var layer = definition.Layers[l];
            layer.Init.Fill(weights.Matrix(l), definition.Inputs(l), layer.Units, CounterRandom.Key(seed, l), threads);
            Array.Fill(weights.Bias(l), (float)layer.Init.Bias);
        }
        return weights;
    }

    public void CopyTo(NetworkWeights other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (from, to) in Arrays.Zip(other.Arrays))
            from.CopyTo(to, 0);
    }

    /// <summary>Turns sums over rows into means.</summary>
    public void DivideBy(int rows)
    {
        foreach (float[] array in Arrays)
            for (int i = 0; i < array.Length; i++)
                array[i] /= rows;
    }

    /// <summary>λ2/2 · Σ w² + λ1 · Σ |w| over all matrices; biases are left out.</summary>
    public double Regularisation(double l2, double l1)
    {
        double squares = 0, absolutes = 0;
        foreach (float weight in _matrices.SelectMany(matrix => matrix))
            (squares, absolutes) = (squares + ((double)weight * weight), absolutes + Math.Abs((double)weight));
        return (l2 / 2 * squares) + (l1 * absolutes);
    }

    private static int Length(NetworkDefinition definition, int layer)
    {
        if (definition.IsTied && layer == definition.Layers.Count - 1)
            return 0;
        long length = (long)definition.Inputs(layer) * definition.Layers[layer].Units;
        return length <= LongestArray
            ? (int)length
            : throw new ArgumentException(
                $"Layer '{definition.Layers[layer].Name}' would have {definition.Inputs(layer):N0} × {definition.Layers[layer].Units:N0} "
                + $"= {length:N0} weights; a matrix can hold {LongestArray:N0}. Lower N, or drop rare items.");
    }
}
