using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>From inputs to scores for a block of rows, on one thread, without masks.</summary>
internal sealed class ForwardPass(NetworkDefinition definition, NetworkWeights weights, int blockRows)
{
    private readonly Gemm _gemm = Gemm.Create();
    private readonly Batch _batch = new();
    private readonly FirstLayer _first = new(definition.Items, definition.Layers[0].Units, 1);
    private readonly HiddenLayer[] _hidden =
        [.. Enumerable.Range(0, definition.Layers.Count - 1).Select(layer => new HiddenLayer(definition, layer, blockRows))];
    private float[] _scores = [];

    /// <summary>[rows × units of the layer] activations.</summary>
    public MatrixView Hidden(SparseMatrix rows, int first, int end, int lastLayer)
    {
        _batch.Load(definition, rows, first, end);
        for (int layer = 0; layer <= lastLayer; layer++)
        {
            _hidden[layer].Start(end - first);
            if (layer == 0)
                _first.Forward(_batch, weights.Matrix(0), weights.Bias(0), _hidden[0].Values);
            else
                Dense(layer);
            _hidden[layer].Activate(null);
        }
        return _hidden[lastLayer].Outputs;
    }

    /// <summary>[rows × items] sums or activations of the output layer.</summary>
    public MatrixView Scores(SparseMatrix rows, int first, int end, bool isLogit)
    {
        var hidden = Hidden(rows, first, end, _hidden.Length - 1);
        if (_scores.Length == 0)
            _scores = new float[blockRows * definition.Items];
        var scores = new MatrixView(_scores, 0, end - first, definition.Items, definition.Items);
        Product.FillRows(scores, weights.Bias(_hidden.Length));
        _gemm.Add(hidden, OutputLayer.Weights(definition, weights, 0, definition.Items), scores);
        if (!isLogit)
            Activate(scores);
        return scores;
    }

    private void Activate(MatrixView scores)
    {
        for (int row = 0; row < scores.Rows; row++)
            if (definition.Output.Activation.Kind == Activation.SoftMax)
                SoftMax(scores.Row(row));
            else
                ActivationKernels.Forward(definition.Output.Activation, scores.Row(row));
    }

    private static void SoftMax(Span<float> row)
    {
        float max = float.NegativeInfinity;
        foreach (float z in row)
            max = MathF.Max(max, z);
        double sum = 0;
        foreach (float z in row)
            sum += Math.Exp(z - max);
        for (int i = 0; i < row.Length; i++)
            row[i] = (float)(Math.Exp(row[i] - max) / sum);
    }

    private void Dense(int layer)
    {
        int units = definition.Layers[layer].Units;
        Product.FillRows(_hidden[layer].Values, weights.Bias(layer));
        var matrix = new MatrixView(weights.Matrix(layer), 0, definition.Inputs(layer), units, units);
        _gemm.Add(_hidden[layer - 1].Outputs, matrix, _hidden[layer].Values);
    }
}
