using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>A network on the processor: all cores, the same bits on any number of threads.</summary>
/// <remarks>Cost of a step: 6 · rows · units · items for the output layer and little else; see <see cref="OutputLayer"/>.</remarks>
internal sealed class CpuNetwork : INetwork
{
    private readonly NetworkDefinition _definition;
    private readonly NetworkWeights _weights;
    private readonly TrainingRule? _rule;
    private readonly OptimizerState _state;
    private readonly Product _product;
    private readonly FirstLayer _first;
    private readonly HiddenLayer[] _hidden;
    private readonly OutputLayer _output;
    private readonly Batch _batch = new();
    private readonly NetworkWeights? _tiedGradient;
    private readonly CpuLists _lists;
    private SparseMatrix? _data;
    private readonly Queue<StepLoss> _losses = [];

    public CpuNetwork(NetworkSetup setup, int threads, bool isPlain)
    {
        _definition = setup.Definition.Checked();
        (_rule, _product) = (setup.Rule, new Product(threads));
        _weights = Copy(setup.Weights);
        _state = _rule is null ? new OptimizerState(null, null) : OptimizerState.Zero(_definition, _rule);
        foreach (var (from, to) in (setup.State?.Arrays ?? []).Zip(_state.Arrays))
            from.CopyTo(to, 0);
        _first = new FirstLayer(_definition.Items, _definition.Layers[0].Units, threads);
        _hidden =
            [.. Enumerable.Range(0, _definition.Layers.Count - 1).Select(layer => new HiddenLayer(_definition, layer, setup.BatchSize))];
        _output = new OutputLayer(_definition, setup.BatchSize, threads, isPlain);
        _tiedGradient = _definition.IsTied && _rule is not null ? NetworkWeights.Zero(_definition) : null;
        _lists = new CpuLists(_definition, _weights, threads);
    }

    public void SetData(SparseMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != _definition.Items)
            throw new ArgumentException(
                $"The training rows have {rows.Columns:N0} items, the network {_definition.Items:N0}.", nameof(rows));
        _data = rows;
        _first.SetData(rows);
    }

    public void Train(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var rule = _rule ?? throw new InvalidOperationException("The network was loaded without an optimiser; it can only predict.");
        var kernel = new UpdateKernel(rule, step.LearningRate, step.Update, rows.Length);
        _tiedGradient?.Matrix(0).AsSpan().Clear();
        Forward(rows, step);
        ITileSink sink = _tiedGradient is { } tied
            ? new TileGradient(_definition, tied)
            : new TileUpdate(_weights, _state, kernel, _definition.Items);
        double loss = _output.Step(_batch, _weights, Last.Outputs, Last.Deltas, sink);
        _losses.Enqueue(new StepLoss(loss, _hidden.Sum(layer => layer.Penalty())));
        Backward(new WeightUpdate(_weights, _state, kernel, rule), _tiedGradient?.Matrix(0));
        if (_tiedGradient is { } gradient)
            TileUpdate.Apply(
                kernel.ForBiases, _weights.Bias(_hidden.Length), _state.First?.Bias(_hidden.Length), _state.Second?.Bias(_hidden.Length),
                0, gradient.Bias(_hidden.Length));
    }

    public NetworkWeights Gradient(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var gradient = NetworkWeights.Zero(_definition);
        Forward(rows, step);
        double loss = _output.Step(_batch, _weights, Last.Outputs, Last.Deltas, new TileGradient(_definition, gradient));
        _losses.Enqueue(new StepLoss(loss, _hidden.Sum(layer => layer.Penalty())));
        Backward(new KeptGradient(gradient), _definition.IsTied ? (float[])gradient.Matrix(0).Clone() : null);
        gradient.DivideBy(rows.Length);
        return gradient;
    }

    public StepLoss TakeLoss(int leaving = 0)
    {
        var sum = default(StepLoss);
        while (_losses.Count > leaving)
            sum = sum.Plus(_losses.Dequeue());
        return sum;
    }

    public float[] Output(SparseMatrix rows, bool isLogit) => _lists.Output(rows, isLogit);

    public float[] Hidden(SparseMatrix rows, int layer) => _lists.Hidden(rows, layer);

    public TopLists Select(ListRequest request) => _lists.Select(request);

    public void CopyTo(NetworkWeights weights, OptimizerState? state)
    {
        _weights.CopyTo(weights);
        foreach (var (from, to) in _state.Arrays.Zip(state?.Arrays ?? []))
            from.CopyTo(to, 0);
    }

    public void Dispose()
    {
    }

    private HiddenLayer Last => _hidden[^1];

    private void Forward(ReadOnlySpan<int> rows, in StepSettings step)
    {
        _batch.Load(_definition, _data ?? throw new InvalidOperationException("SetData comes before the first step."), rows, step);
        for (int layer = 0; layer < _hidden.Length; layer++)
        {
            _hidden[layer].Start(rows.Length);
            if (layer == 0)
                _first.Forward(_batch, _weights.Matrix(0), _weights.Bias(0), _hidden[0].Values);
            else
                Dense(layer);
            _hidden[layer].Activate(step);
        }
    }

    private void Dense(int layer)
    {
        Product.FillRows(_hidden[layer].Values, _weights.Bias(layer));
        _product.Add(_hidden[layer - 1].Outputs, Matrix(layer), _hidden[layer].Values);
    }

    private void Backward(IGradientSink sink, float[]? tied)
    {
        for (int layer = _hidden.Length - 1; layer > 0; layer--)
        {
            _hidden[layer].Backward();
            _hidden[layer - 1].Deltas.Clear();
            _product.Add(_hidden[layer].Deltas, Matrix(layer).Transposed, _hidden[layer - 1].Deltas);
            sink.Dense(layer, _hidden[layer - 1].Outputs, _hidden[layer].Deltas, _product);
        }
        _hidden[0].Backward();
        _first.Gradients(_batch, _hidden[0].Deltas, tied, sink.Untouched, sink.Row);
        var bias = new float[_hidden[0].Units];
        Product.SumRows(_hidden[0].Deltas, bias);
        sink.Bias(0, bias);
    }

    private MatrixView Matrix(int layer)
    {
        int units = _definition.Layers[layer].Units;
        return new MatrixView(_weights.Matrix(layer), 0, _definition.Inputs(layer), units, units);
    }

    private NetworkWeights Copy(NetworkWeights weights)
    {
        var copy = NetworkWeights.Zero(_definition);
        weights.CopyTo(copy);
        return copy;
    }
}
