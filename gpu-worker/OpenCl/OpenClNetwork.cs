using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>
/// A network on an OpenCL device: data, weights, state, activations and outputs stay there;
/// the numbers of a step's rows go, their losses come, and no step waits for either.
/// </summary>
/// <remarks>
/// Twin of <see cref="CpuNetwork"/>, within 1e-4 of it. Outputs go in column tiles of at most 256 MiB, except with SoftMax,
/// which needs whole rows.
/// </remarks>
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
    private readonly DeviceBuffer[] _values, _outputs, _factors, _deltas, _penalties;
    private readonly DeviceBuffer _z, _losses, _lossRule;
    private readonly BatchRows _batch;
    private ResidentRows? _data;

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
        (_values, _outputs, _factors, _deltas) = (Hidden(), Hidden(), Hidden(), Hidden());
        _penalties = Layers(layer => layer == _last ? 1 : _definition.Layers[layer].Units);
        (_z, _losses, _lossRule) = (Floats((long)_rows * _tile), Floats(_rows + _last), Floats(8));
        _batch = Own(new BatchRows(device, _definition, _rows));
        var loss = _definition.Loss;
        _device.Write<float>(
            _lossRule,
            [
                (float)loss.OneTarget, (float)loss.ZeroTarget, (float)loss.OneScale, (float)loss.ZeroScale,
                (float)loss.BoostOne, (float)loss.BoostZero, loss.IgnoreZero ? 1 : 0, (float)-Math.Log(LossRule.Floor),
            ]);
    }

    public void SetData(SparseMatrix rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckItems(rows);
        _data?.Dispose();
        _data = null;
        _data = new ResidentRows(_device, _definition, rows);
    }

    public NetworkWeights Gradient(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var gradient = NetworkWeights.Zero(_definition);
        DeviceBuffer[] matrices = Upload(gradient, weights => weights.Matrix), biases = Upload(gradient, weights => weights.Bias);
        Step(rows, step, matrices, biases);
        FetchLosses();
        Download(gradient, matrices, biases);
        gradient.DivideBy(rows.Length);
        return gradient;
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
        _device.Finish();
        _data?.Dispose();
        foreach (var each in _owned)
            each.Dispose();
    }

    private bool IsSoftMax => _definition.Output.Activation.Kind == Activation.SoftMax;

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
