using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.OpenCl;

// Forward, loss and backward.
internal sealed partial class OpenClNetwork
{
    private void Step(ReadOnlySpan<int> rows, in StepSettings step, DeviceBuffer[] matrixGradients, DeviceBuffer[] biasGradients)
    {
        _batch.Load(_data ?? throw new InvalidOperationException("SetData comes before the first step."), rows, step);
        _device.Zero(_losses, _rows + _last);
        Forward(_batch.Inputs, rows.Length, _last - 1, step);
        for (int layer = 0; layer < _last; layer++)
            Penalty(layer, rows.Length);
        for (int layer = 0; layer <= _last; layer++)
            if (!(_definition.IsTied && layer == _last))
                _device.Zero(matrixGradients[layer], (long)_definition.Inputs(layer) * _definition.Layers[layer].Units);
        Outputs(rows.Length, matrixGradients, biasGradients);
        Backward(rows.Length, matrixGradients, biasGradients);
    }

    // Up to a hidden layer; dropout only where a step is given.
    private void Forward(DeviceEntries inputs, int rows, int lastLayer, StepSettings? step)
    {
        for (int layer = 0; layer <= lastLayer; layer++)
        {
            int units = _definition.Layers[layer].Units;
            if (layer == 0)
                _device.ForEach(
                    "gather", rows * units, _values[0], units, _biases[0], _matrices[0], inputs.Offsets, inputs.Items, inputs.Values);
            else
            {
                _device.ForEach("fill_rows", rows * units, _values[layer], units, _biases[layer], 0);
                int inner = _definition.Inputs(layer);
                _product.Add(
                    rows, units, inner, new DeviceMatrix(Read(layer - 1, step), 0, inner), new DeviceMatrix(_matrices[layer], 0, units),
                    new DeviceMatrix(_values[layer], 0, units));
            }
            Activate(_definition.Layers[layer].Activation, _values[layer], rows * units);
            if (step is { } settings && _definition.Layers[layer].Dropout > 0)
                Drop(layer, rows, settings);
        }
    }

    // What the next layer reads.
    private DeviceBuffer Read(int layer, StepSettings? step) =>
        step is not null && _definition.Layers[layer].Dropout > 0 ? _outputs[layer] : _values[layer];

    private void Drop(int layer, int rows, StepSettings step)
    {
        var definition = _definition.Layers[layer];
        bool toHalf = _definition.DropsSigmoidToHalf && definition.Activation.Kind == Activation.Sigmoid;
        float survivor = toHalf ? 1 : (float)(1 / (1 - definition.Dropout));
        object[] masks = [.. _batch.Masks.OfUnits(layer, rows, step)];
        _device.ForEach(
            "drop", rows * definition.Units,
            [_values[layer], _outputs[layer], _factors[layer], definition.Units, .. masks, survivor, toHalf ? 1 : 0]);
    }

    private void Penalty(int layer, int rows)
    {
        var definition = _definition.Layers[layer];
        if (definition.SparsityWeight == 0)
            return;
        _device.ForEach("sum_rows", definition.Units, _values[layer], rows, definition.Units, _penalties[layer], 0);
        _device.ForEachRow(
            "penalise", 1, _penalties[layer], rows, definition.Units, (float)definition.SparsityTarget, (float)definition.SparsityWeight,
            _losses, _rows + layer);
    }

    private void Outputs(int rows, DeviceBuffer[] matrixGradients, DeviceBuffer[] biasGradients)
    {
        int units = _definition.Layers[_last - 1].Units;
        _device.Zero(_deltas[_last - 1], (long)rows * units);
        var hidden = new DeviceMatrix(Read(_last - 1, new StepSettings()), 0, units);
        for (int first = 0; first < _definition.Items; first += _tile)
        {
            int count = Math.Min(_tile, _definition.Items - first);
            Sums(rows, first, count, hidden);
            Losses(rows, first, count);
            var z = new DeviceMatrix(_z, 0, count);
            _product.Add(rows, units, count, z, OutputWeights(first).Transposed, new DeviceMatrix(_deltas[_last - 1], 0, units));
            if (_definition.IsTied)
                _product.Add(count, units, rows, z.Transposed, hidden, new DeviceMatrix(matrixGradients[0], first * units, units));
            else
                _product.Add(units, count, rows, hidden.Transposed, z, new DeviceMatrix(matrixGradients[_last], first, _definition.Items));
            _device.ForEach("sum_rows", count, _z, rows, count, biasGradients[_last], first);
        }
    }

    // z: [rows × count] sums of a tile of outputs.
    private void Sums(int rows, int first, int count, DeviceMatrix hidden)
    {
        int units = _definition.Layers[_last - 1].Units;
        _device.ForEach("fill_rows", rows * count, _z, count, _biases[_last], first);
        _product.Add(rows, count, units, hidden, OutputWeights(first), new DeviceMatrix(_z, 0, count));
    }

    private void Losses(int rows, int first, int count)
    {
        var a = _definition.Output.Activation;
        var (loss, targets) = ((int)_definition.Loss.Kind, _batch.Targets);
        if (IsSoftMax)
            _device.ForEachRow("soft_max", rows, _z, count, targets.Offsets, targets.Items, loss, _lossRule, _losses);
        else
            _device.ForEachRow(
                "output", rows, _z, count, first, targets.Offsets, targets.Items, targets.Values, loss, _lossRule, (int)a.Kind, a.Slope,
                a.Alpha, a.Lambda, _losses);
    }

    private void Backward(int rows, DeviceBuffer[] matrixGradients, DeviceBuffer[] biasGradients)
    {
        for (int layer = _last - 1; layer >= 0; layer--)
        {
            var (definition, units, inner) = (_definition.Layers[layer], _definition.Layers[layer].Units, _definition.Inputs(layer));
            var a = definition.Activation;
            _device.ForEach(
                "back", rows * units, _deltas[layer], _values[layer], _factors[layer], definition.Dropout > 0 ? 1 : 0, _penalties[layer],
                definition.SparsityWeight > 0 ? 1 : 0, units, (int)a.Kind, a.Slope, a.Alpha, a.Lambda);
            _device.ForEach("sum_rows", units, _deltas[layer], rows, units, biasGradients[layer], 0);
            if (layer == 0)
            {
                var byItem = _batch.InputsByItem;
                _device.ForEach(
                    "scatter", _definition.Items * units, matrixGradients[0], units, byItem.Offsets, byItem.Items, byItem.Values,
                    _deltas[0]);
                continue;
            }
            _device.Zero(_deltas[layer - 1], (long)rows * inner);
            var deltas = new DeviceMatrix(_deltas[layer], 0, units);
            _product.Add(
                rows, inner, units, deltas, new DeviceMatrix(_matrices[layer], 0, units).Transposed,
                new DeviceMatrix(_deltas[layer - 1], 0, inner));
            _product.Add(
                inner, units, rows, new DeviceMatrix(Read(layer - 1, new StepSettings()), 0, inner).Transposed, deltas,
                new DeviceMatrix(matrixGradients[layer], 0, units));
        }
    }

    private void Activate(ActivationRule rule, DeviceBuffer z, int count) =>
        _device.ForEach("activate", count, z, (int)rule.Kind, rule.Slope, rule.Alpha, rule.Lambda);

    // [units × items from first], whatever the layout.
    private DeviceMatrix OutputWeights(int first)
    {
        int units = _definition.Layers[_last - 1].Units;
        return _definition.IsTied
            ? new DeviceMatrix(_matrices[0], first * units, 1, units)
            : new DeviceMatrix(_matrices[_last], first, _definition.Items);
    }
}
