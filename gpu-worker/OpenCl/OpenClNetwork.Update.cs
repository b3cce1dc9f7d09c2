using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.OpenCl;

// Weights follow the gradient.
internal sealed partial class OpenClNetwork
{
    public void Train(ReadOnlySpan<int> rows, in StepSettings step)
    {
        var rule = _rule ?? throw new InvalidOperationException("The network was loaded without an optimiser; it can only predict.");
        Step(rows, step, _matrixGradients, _biasGradients);
        object[] constants = Constants(rule, step, rows.Length);
        for (int layer = 0; layer <= _last; layer++)
        {
            if (!(_definition.IsTied && layer == _last))
                Update(
                    _matrices[layer], _matrixGradients[layer], 2 * layer, 1, constants,
                    _definition.Inputs(layer) * _definition.Layers[layer].Units);
            Update(_biases[layer], _biasGradients[layer], (2 * layer) + 1, 0, constants, _definition.Layers[layer].Units);
        }
        FetchLosses();
    }

    private void Update(DeviceBuffer weights, DeviceBuffer gradient, int array, int decays, object[] constants, int length)
    {
        DeviceBuffer first = _states.Length > 0 ? _states[0][array] : weights, second = _states.Length > 1 ? _states[1][array] : weights;
        _device.ForEach("update", length, [weights, gradient, first, second, (int)_rule!.Kind, .. constants, decays]);
    }

    // In the order of the kernel's parameters.
    private static object[] Constants(TrainingRule rule, in StepSettings step, int rows)
    {
        double t = step.Update + rule.FirstStep;
        return
        [
            (float)step.LearningRate, (float)rule.L2, (float)rule.L1, (float)rule.Mu, (float)rule.Mu1, 1f / rows,
            (float)(1 / (1 - Math.Pow(rule.Mu, t))), (float)(1 / (1 - Math.Pow(rule.Mu1, t))), (float)(1 - rule.Mu), (float)(1 - rule.Mu1),
        ];
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
}
