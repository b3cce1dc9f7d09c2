using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>A hidden layer's units during a step: activations, what dropout leaves of them, and the way back.</summary>
/// <param name="definition">The network.</param>
/// <param name="layer">Which layer.</param>
/// <param name="batchSize">The most rows.</param>
internal sealed class HiddenLayer(NetworkDefinition definition, int layer, int batchSize)
{
    private readonly LayerDefinition _layer = definition.Layers[layer];
    private readonly float[] _values = new float[batchSize * definition.Layers[layer].Units];
    private readonly float[] _dropped = definition.Layers[layer].Dropout > 0 ? new float[batchSize * definition.Layers[layer].Units] : [];
    private readonly float[] _factors = definition.Layers[layer].Dropout > 0 ? new float[batchSize * definition.Layers[layer].Units] : [];
    private readonly float[] _deltas = new float[batchSize * definition.Layers[layer].Units];
    private readonly double[] _means = new double[definition.Layers[layer].Units];
    private int _rows;

    public int Units => _layer.Units;

    /// <summary>[rows × units] sums z at first, activations h after <see cref="Activate"/>.</summary>
    public MatrixView Values => View(_values);

    /// <summary>[rows × units] what the next layer reads.</summary>
    public MatrixView Outputs => View(_dropped.Length > 0 ? _dropped : _values);

    /// <summary>[rows × units] d loss / d outputs at first, d loss / d z after <see cref="Backward"/>.</summary>
    public MatrixView Deltas => View(_deltas);

    public void Start(int rows) => _rows = rows;

    /// <summary>z becomes h; dropout makes the outputs from it where <paramref name="step"/> is given.</summary>
    public void Activate(in StepSettings? step)
    {
        ActivationKernels.Forward(_layer.Activation, _values.AsSpan(0, _rows * Units));
        if (_dropped.Length == 0)
            return;
        if (step is { } settings)
            Drop(settings);
        else
            Values.CopyTo(Outputs);
    }

    /// <summary>
    /// The Kullback-Leibler penalty: beta · Σ over units of KL(rho | mean activation of the batch), means clamped to [1e-6, 1 − 1e-6].
    /// </summary>
    public double Penalty()
    {
        if (_layer.SparsityWeight == 0)
            return 0;
        MeanActivations();
        double rho = _layer.SparsityTarget, sum = 0;
        foreach (double mean in _means)
            sum += Term(rho, mean) + Term(1 - rho, 1 - mean);
        return _layer.SparsityWeight * sum;
    }

    /// <summary>From d loss / d outputs to d loss / d z: dropout, penalty, derivative of the activation.</summary>
    public void Backward()
    {
        var e = _deltas.AsSpan(0, _rows * Units);
        if (_factors.Length > 0)
            for (int i = 0; i < e.Length; i++)
                e[i] *= _factors[i];
        if (_layer.SparsityWeight > 0)
            AddPenalty();
        ActivationKernels.Backward(_layer.Activation, _values.AsSpan(0, e.Length), e);
    }

    private MatrixView View(float[] data) => new(data, 0, _rows, Units, Units);

    private void Drop(in StepSettings step)
    {
        bool toHalf = definition.DropsSigmoidToHalf && _layer.Activation.Kind == Activation.Sigmoid;
        float survivor = toHalf ? 1 : (float)(1 / (1 - _layer.Dropout));
        for (int row = 0, at = 0; row < _rows; row++)
            for (int unit = 0; unit < Units; unit++, at++)
                Drop(at, step.Masks.KeepsUnit(step.Update, layer, row, unit), survivor, toHalf);
    }

    // DSSTNE's dropped sigmoid unit is a unit of value one half, on the way back too.
    private void Drop(int at, bool keeps, float survivor, bool toHalf)
    {
        if (toHalf && !keeps)
            _values[at] = 0.5f;
        _factors[at] = keeps ? survivor : toHalf ? 1 : 0;
        _dropped[at] = _values[at] * _factors[at];
    }

    private void MeanActivations()
    {
        Array.Clear(_means);
        for (int row = 0, at = 0; row < _rows; row++)
            for (int unit = 0; unit < Units; unit++)
                _means[unit] += _values[at++];
        for (int unit = 0; unit < Units; unit++)
            _means[unit] = Math.Clamp(_means[unit] / _rows, 1e-6, 1 - 1e-6);
    }

    private void AddPenalty()
    {
        var slopes = Array.ConvertAll(_means, mean =>
            (float)(_layer.SparsityWeight * ((-_layer.SparsityTarget / mean) + ((1 - _layer.SparsityTarget) / (1 - mean)))));
        for (int row = 0; row < _rows; row++)
            Axpy.Add(1, slopes, Deltas.Row(row));
    }

    private static double Term(double p, double q) => p == 0 ? 0 : p * Math.Log(p / q);
}
