using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>One thread's buffers for a tile of outputs.</summary>
internal sealed class TileWorkspace(int batchSize, int units)
{
    private readonly float[] _sums = new float[batchSize * OutputLayer.TileItems];
    private readonly float[] _gradient = new float[units * OutputLayer.TileItems];

    public Gemm Gemm { get; } = Gemm.Create();

    public float[] Bias { get; } = new float[OutputLayer.TileItems];

    /// <summary>[rows × items of the tile].</summary>
    public MatrixView Sums(int rows, int items) => new(_sums, 0, rows, items, items);

    /// <summary>[units × items of the tile], cleared.</summary>
    public MatrixView Gradient(int items)
    {
        var gradient = new MatrixView(_gradient, 0, units, items, items);
        gradient.Clear();
        return gradient;
    }
}

/// <summary>What becomes of a tile's gradient.</summary>
internal interface ITileSink
{
    /// <param name="workspace">The thread's buffers.</param>
    /// <param name="firstItem">First item of the tile.</param>
    /// <param name="hidden">[rows × units] what the output read.</param>
    /// <param name="deltas">[rows × items of the tile].</param>
    void Take(TileWorkspace workspace, int firstItem, MatrixView hidden, MatrixView deltas);
}

/// <summary>Moves the tile's weights.</summary>
internal sealed class TileUpdate(NetworkWeights weights, OptimizerState state, UpdateKernel kernel, int items) : ITileSink
{
    private readonly int _layer = weights.Layers - 1;

    public void Take(TileWorkspace workspace, int firstItem, MatrixView hidden, MatrixView deltas)
    {
        var gradient = workspace.Gradient(deltas.Columns);
        workspace.Gemm.Add(hidden.Transposed, deltas, gradient);
        for (int unit = 0; unit < gradient.Rows; unit++)
            Apply(
                kernel, weights.Matrix(_layer), state.First?.Matrix(_layer), state.Second?.Matrix(_layer),
                (unit * items) + firstItem, gradient.Row(unit));
        var bias = workspace.Bias.AsSpan(0, deltas.Columns);
        Product.SumRows(deltas, bias);
        Apply(kernel.ForBiases, weights.Bias(_layer), state.First?.Bias(_layer), state.Second?.Bias(_layer), firstItem, bias);
    }

    internal static void Apply(
        in UpdateKernel kernel, float[] weights, float[]? first, float[]? second, int at, ReadOnlySpan<float> gradient) =>
        kernel.Apply(weights.AsSpan(at, gradient.Length), gradient, Part(first, at, gradient.Length), Part(second, at, gradient.Length));

    private static Span<float> Part(float[]? state, int at, int length) => state is null ? [] : state.AsSpan(at, length);
}

/// <summary>
/// Keeps the tile's gradient: [units × items], or [items × units] where the weights are the first layer's; the bias moves where it is told
/// to.
/// </summary>
internal sealed class TileGradient(NetworkDefinition definition, NetworkWeights gradient) : ITileSink
{
    private readonly int _layer = gradient.Layers - 1;

    public void Take(TileWorkspace workspace, int firstItem, MatrixView hidden, MatrixView deltas)
    {
        if (definition.IsTied)
            workspace.Gemm.Add(deltas.Transposed, hidden, OutputLayer.Weights(definition, gradient, firstItem, deltas.Columns).Transposed);
        else
            workspace.Gemm.Add(hidden.Transposed, deltas, OutputLayer.Weights(definition, gradient, firstItem, deltas.Columns));
        Product.SumRows(deltas, gradient.Bias(_layer).AsSpan(firstItem, deltas.Columns));
    }
}
