using RecPipeline.Models;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>A network on an OpenCL device: weights, state, activations and outputs stay there; rows of a step, masks of dropout and losses of rows cross over.</summary>
/// <remarks>Twin of <see cref="CpuNetwork"/>, within 1e-4 of it. Outputs go in column tiles of at most 256 MiB, except with SoftMax, which needs whole rows.</remarks>
internal sealed partial class OpenClNetwork : INetwork
{
    private const long TileFloats = 1 << 26;

    private readonly OpenClDevice _device;
    private readonly DeviceProduct _product;
    private readonly NetworkDefinition _definition;
    private readonly TrainingRule? _rule;
    private readonly int _rows, _tile, _last;
    private readonly List<IDisposable> _owned = [];
    private readonly DeviceBuffer[] _matrices, _biases, _matrixGradients, _biasGradients;
    private readonly DeviceBuffer[][] _states;
    private readonly DeviceBuffer[] _values, _outputs, _factors, _keeps, _deltas, _penalties;
    private readonly DeviceBuffer _z, _rowLoss, _lossRule, _constants;
    private readonly DeviceRows _inputs, _targets, _byItem;
    private readonly Batch _batch = new();
    private SparseMatrix? _data;
    private StepLoss _loss;

    public OpenClNetwork(OpenClDevice device, DeviceProduct product, NetworkSetup setup)
    {
        (_device, _product, _definition, _rule, _rows) = (device, product, setup.Definition.Checked(), setup.Rule, setup.BatchSize);
        _last = _definition.Layers.Count - 1;
        _tile = IsSoftMax ? _definition.Items : (int)Math.Clamp(TileFloats / _rows, 1, _definition.Items);
        _matrices = Upload(setup.Weights, weights => weights.Matrix);
        _biases = Upload(setup.Weights, weights => weights.Bias);
        _states = States(setup);
        int[] gradients = _rule is null ? [] : [1];
        _matrixGradients = [.. gradients.SelectMany(_ => Layers(layer => setup.Weights.Matrix(layer).Length))];
        _biasGradients = [.. gradients.SelectMany(_ => Layers(layer => _definition.Layers[layer].Units))];
        (_values, _outputs, _factors, _keeps, _deltas) = (Hidden(), Hidden(), Hidden(), Hidden(), Hidden());
        _penalties = Layers(layer => layer == _last ? 1 : _definition.Layers[layer].Units);
        (_z, _rowLoss, _lossRule, _constants) = (Floats((long)_rows * _tile), Floats(_rows), Floats(8), Floats(10));
        (_inputs, _targets, _byItem) = (Own(new DeviceRows(device)), Own(new DeviceRows(device)), Own(new DeviceRows(device)));
        var loss = _definition.Loss;
        _device.Write<float>(_lossRule, [(float)loss.OneTarget, (float)loss.ZeroTarget, (float)loss.OneScale, (float)loss.ZeroScale, (float)loss.BoostOne, (float)loss.BoostZero, loss.IgnoreZero ? 1 : 0, (float)-Math.Log(LossRule.Floor)]);
    }

    public void SetData(SparseMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckItems(rows);
        _data = rows;
    }

    public void Train(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var rule = _rule ?? throw new InvalidOperationException("The network was loaded without an optimiser; it can only predict.");
        Step(rows, step, _matrixGradients, _biasGradients);
        double t = step.Update + rule.FirstStep;
        _device.Write<float>(_constants, [(float)step.LearningRate, (float)rule.L2, (float)rule.L1, (float)rule.Mu, (float)rule.Mu1, 1f / rows.Length,
            (float)(1 / (1 - Math.Pow(rule.Mu, t))), (float)(1 / (1 - Math.Pow(rule.Mu1, t))), (float)(1 - rule.Mu), (float)(1 - rule.Mu1)]);
        for (int layer = 0; layer <= _last; layer++)
        {
            if (!(_definition.IsTied && layer == _last))
                Update(_matrices[layer], _matrixGradients[layer], 2 * layer, 1, _definition.Inputs(layer) * _definition.Layers[layer].Units);
            Update(_biases[layer], _biasGradients[layer], (2 * layer) + 1, 0, _definition.Layers[layer].Units);
        }
    }

    public NetworkWeights Gradient(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var gradient = NetworkWeights.Zero(_definition);
        DeviceBuffer[] matrices = Upload(gradient, weights => weights.Matrix), biases = Upload(gradient, weights => weights.Bias);
        Step(rows, step, matrices, biases);
        Download(gradient, matrices, biases);
        gradient.DivideBy(rows.Length);
        return gradient;
    }

    public StepLoss TakeLoss()
    {
        var loss = _loss;
        _loss = default;
        return loss;
    }

    public void CopyTo(NetworkWeights weights, OptimizerState? state)
    {
        Download(weights, _matrices, _biases);
        foreach (var (from, to) in _states.Zip(new[] { state?.First, state?.Second }))
            if (to is not null)
                foreach (var (buffer, array) in from.Zip(to.Arrays))
                    _device.Read(buffer, array.AsSpan());
    }

    public void Dispose()
    {
        foreach (var each in _owned)
            each.Dispose();
    }

    private bool IsSoftMax => _definition.Output.Activation.Kind == Activation.SoftMax;

    private void Update(DeviceBuffer weights, DeviceBuffer gradient, int array, int decays, int length)
    {
        DeviceBuffer first = _states.Length > 0 ? _states[0][array] : weights, second = _states.Length > 1 ? _states[1][array] : weights;
        _device.ForEach("update", length, weights, gradient, first, second, (int)_rule!.Kind, _constants, decays);
    }

    private void Download(NetworkWeights weights, DeviceBuffer[] matrices, DeviceBuffer[] biases)
    {
        for (int layer = 0; layer <= _last; layer++)
        {
            _device.Read(matrices[layer], weights.Matrix(layer).AsSpan());
            _device.Read(biases[layer], weights.Bias(layer).AsSpan());
        }
    }

    private DeviceBuffer[] Upload(NetworkWeights weights, Func<NetworkWeights, Func<int, float[]>> part)
    {
        var buffers = Layers(layer => part(weights)(layer).Length);
        for (int layer = 0; layer <= _last; layer++)
            _device.Write<float>(buffers[layer], part(weights)(layer));
        return buffers;
    }

    private DeviceBuffer[][] States(NetworkSetup setup)
    {
        if (_rule is null)
            return [];
        var state = setup.State ?? OptimizerState.Zero(_definition, _rule);
        return [.. new[] { state.First, state.Second }.Where(each => each is not null).Select(each => each!.Arrays.Select(array =>
        {
            var buffer = Floats(array.Length);
            _device.Write<float>(buffer, array);
            return buffer;
        }).ToArray())];
    }

    private DeviceBuffer[] Layers(Func<int, int> length) => [.. Enumerable.Range(0, _last + 1).Select(layer => Floats(length(layer)))];

    private DeviceBuffer[] Hidden() => [.. _definition.Layers.SkipLast(1).Select(layer => Floats((long)_rows * layer.Units))];

    private DeviceBuffer Floats(long count) => Own(_device.Buffer(4 * count));

    private T Own<T>(T each)
        where T : IDisposable
    {
        _owned.Add(each);
        return each;
    }

    private void CheckItems(SparseMatrix rows)
    {
        if (rows.Columns != _definition.Items)
            throw new ArgumentException($"The rows have {rows.Columns:N0} items, the network {_definition.Items:N0}.", nameof(rows));
    }
}
