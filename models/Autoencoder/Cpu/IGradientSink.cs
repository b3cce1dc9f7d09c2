using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>What becomes of the gradients below the output layer; they come as sums over the batch.</summary>
internal interface IGradientSink
{
    /// <summary>Items without a gradient that are to be visited as well.</summary>
    Untouched Untouched { get; }

    /// <summary>The gradient of an item's row of the first matrix; on any thread.</summary>
    void Row(int item, float[] gradient);

    /// <summary>The gradient of a matrix between hidden layers and its bias.</summary>
    void Dense(int layer, MatrixView inputs, MatrixView deltas, Product product);

    void Bias(int layer, float[] gradient);
}

/// <summary>Moves the weights.</summary>
internal sealed class WeightUpdate(NetworkWeights weights, OptimizerState state, UpdateKernel kernel, TrainingRule rule) : IGradientSink
{
    public Untouched Untouched => rule.SkipsZeroGradients ? Untouched.None : rule.L2 == 0 && rule.L1 == 0 ? Untouched.Known : Untouched.All;

    public void Row(int item, float[] gradient) =>
        TileUpdate.Apply(kernel, weights.Matrix(0), state.First?.Matrix(0), state.Second?.Matrix(0), item * gradient.Length, gradient);

    public void Dense(int layer, MatrixView inputs, MatrixView deltas, Product product)
    {
        var gradient = new float[inputs.Columns * deltas.Columns];
        product.Add(inputs.Transposed, deltas, new MatrixView(gradient, 0, inputs.Columns, deltas.Columns, deltas.Columns));
        TileUpdate.Apply(kernel, weights.Matrix(layer), state.First?.Matrix(layer), state.Second?.Matrix(layer), 0, gradient);
        var bias = new float[deltas.Columns];
        Product.SumRows(deltas, bias);
        Bias(layer, bias);
    }

    public void Bias(int layer, float[] gradient) =>
        TileUpdate.Apply(kernel.ForBiases, weights.Bias(layer), state.First?.Bias(layer), state.Second?.Bias(layer), 0, gradient);
}

/// <summary>Keeps the gradients, for checks.</summary>
internal sealed class KeptGradient(NetworkWeights kept) : IGradientSink
{
    public Untouched Untouched => Untouched.None;

    public void Row(int item, float[] gradient) => gradient.CopyTo(kept.Matrix(0), item * gradient.Length);

    public void Dense(int layer, MatrixView inputs, MatrixView deltas, Product product)
    {
        product.Add(inputs.Transposed, deltas, new MatrixView(kept.Matrix(layer), 0, inputs.Columns, deltas.Columns, deltas.Columns));
        Product.SumRows(deltas, kept.Bias(layer));
    }

    public void Bias(int layer, float[] gradient) => gradient.CopyTo(kept.Bias(layer), 0);
}
