using RecPipeline.Models.Descent;

namespace RecPipeline.Models.Rbm;

/// <summary>One step of the weights, gathered user by user.</summary>
internal sealed class RbmStep(RbmMachine machine, RbmOptions options)
{
    private readonly float[] _weights = new float[machine.Weights.Length], _biases = new float[machine.Biases.Length],
        _hidden = new float[machine.HiddenUnits];
    private readonly bool[] _isTouched = new bool[machine.Biases.Length / machine.Classes];
    private readonly List<int> _touched = [];
    private readonly float _momentum = (float)options.Momentum, _decay = (float)(options.LearnRate * options.WeightDecay);
    private float _rate;

    /// <summary>Begins the step of a batch.</summary>
    public void Start(int users)
    {
        _rate = (float)(options.LearnRate / users);
        GradientStep.Take(_hidden, _momentum, 0, _hidden);
    }

    public void Add(ReadOnlySpan<int> items, ReadOnlySpan<int> cells, RbmChain chain)
    {
        for (int at = 0; at < items.Length; at++)
        {
            Touch(items[at]);
            Add(items[at], cells[at], _rate, chain.First);
            Add(items[at], chain.Sampled[at], -_rate, chain.Last);
        }
        GradientStep.Take(_hidden, 1, _rate, chain.First);
        GradientStep.Take(_hidden, 1, -_rate, chain.Last);
    }

    /// <summary>Takes the step.</summary>
    public void Take()
    {
        foreach (int item in _touched)
        {
            Span<float> weights = All(machine.Weights, item), biases = All(machine.Biases, item);
            GradientStep.Add(weights, All(_weights, item), weights);
            GradientStep.Add(biases, All(_biases, item), biases);
            _isTouched[item] = false;
        }
        _touched.Clear();
        GradientStep.Add(machine.HiddenBiases, _hidden, machine.HiddenBiases);
    }

    private void Touch(int item)
    {
        if (_isTouched[item])
            return;
        _isTouched[item] = true;
        _touched.Add(item);
        GradientStep.Take(All(_weights, item), _momentum, -_decay, All(machine.Weights, item));
        GradientStep.Take(All(_biases, item), _momentum, 0, All(_biases, item));
    }

    private void Add(int item, int of, float scale, ReadOnlySpan<float> hidden)
    {
        int at = (item * machine.Classes) + of;
        GradientStep.Take(_weights.AsSpan(at * machine.HiddenUnits, machine.HiddenUnits), 1, scale, hidden);
        _biases[at] += scale;
    }

    private Span<float> All(float[] values, int item)
    {
        int width = values.Length / _isTouched.Length;
        return values.AsSpan(item * width, width);
    }
}
