using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Item2Vec;

/// <summary>Skip-gram with negative sampling by stochastic gradient descent, one pair after the other.</summary>
/// <remarks>
/// For an item i and a context j: with σ the logistic function and g_t = rate · ((t = j) − σ(x_i · y_t)) for j and each drawn t ≠ j,
/// x_i += Σ g_t y_t and y_t += g_t x_i, all from the values before the step. Places of the histories come in a fixed order that strides
/// over all of them, contexts and draws by hash of (seed, step), so the bytes are those of any run. One thread: each step needs the last.
/// Cost: steps · (1 + negatives) · width; memory 12 bytes a like and 8 · width an item.
/// </remarks>
internal sealed class SkipGram
{
    private const int StepsBetweenLooks = 1 << 14;

    private readonly LikedHistories _histories;
    private readonly Item2VecOptions _options;
    private readonly FitContext _fit;
    private readonly float[] _inputs, _gradient;
    private readonly float[] _scores; // of the context, then of each draw, in whole vectors
    private readonly int[] _targets;
    private readonly ContextDraw _contexts;
    private readonly NegativeDraw _negatives;

    public SkipGram(LikedHistories histories, Item2VecOptions options, FitContext fit)
    {
        (_histories, _options, _fit) = (histories, options, fit);
        Outputs = new float[histories.Counts.Length * options.Width];
        (_inputs, _gradient) = (FirstInputs(), new float[options.Width]);
        _targets = new int[1 + options.Negatives];
        _scores = new float[(_targets.Length + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
        _contexts = new ContextDraw(histories, options.Window, fit.Seed);
        _negatives = new NegativeDraw(histories.Counts, fit.Seed);
    }

    /// <summary>[items × width] of items as contexts; 0 for an item in no history of two.</summary>
    public float[] Outputs { get; }

    public void Run()
    {
        int liked = _histories.Counts.Count(count => count > 0);
        long steps = (long)Math.Ceiling(liked * _options.PairsPerItem);
        for (long step = 0; step < steps; step++)
        {
            if (step % StepsBetweenLooks == 0)
            {
                _fit.Cancellation.ThrowIfCancellationRequested();
                _fit.Progress?.Invoke((double)step / steps);
            }
            Take(step, (float)(_options.LearnRate * (steps - step) / steps));
        }
    }

    /// <summary>[items × width] of items as they are given, at length 1; 0 for an item in no history of two.</summary>
    public float[] Units()
    {
        var units = (float[])_inputs.Clone();
        for (int item = 0; item < _histories.Counts.Length; item++)
        {
            var vector = units.AsSpan(item * _options.Width, _options.Width);
            float length = MathF.Sqrt(CanonicalDot.Dot(vector, vector));
            foreach (ref float value in vector)
                value = length > 0 ? value / length : 0;
        }
        return units;
    }

    private void Take(long step, float rate)
    {
        int place = _contexts.Place(step);
        var input = _inputs.AsSpan(_histories.Items[place] * _options.Width, _options.Width);
        _targets[0] = _histories.Items[_contexts.Of(place, step)];
        for (int draw = 1; draw < _targets.Length; draw++)
            _targets[draw] = _negatives.Item((step * _options.Negatives) + draw - 1);
        for (int at = 0; at < _targets.Length; at++)
            _scores[at] = CanonicalDot.Dot(input, Output(_targets[at]));
        for (int at = 0; at < _targets.Length; at += VectorMath.Lanes)
            VectorMath.Store(VectorMath.Sigmoid(VectorMath.Load(_scores, at)), _scores, at);
        Array.Clear(_gradient);
        for (int at = 0; at < _targets.Length; at++)
            if (at == 0 || _targets[at] != _targets[0])
                Axpy.Add(rate * ((at == 0 ? 1 : 0) - _scores[at]), Output(_targets[at]), _gradient);
        for (int at = 0; at < _targets.Length; at++)
            if (at == 0 || _targets[at] != _targets[0])
                Axpy.Add(rate * ((at == 0 ? 1 : 0) - _scores[at]), input, Output(_targets[at]));
        Axpy.Add(1, _gradient, input);
    }

    private Span<float> Output(int item) => Outputs.AsSpan(item * _options.Width, _options.Width);

    // Uniform in ±1/2 / width, as word2vec starts.
    private float[] FirstInputs()
    {
        var inputs = new float[Outputs.Length];
        ulong key = CounterRandom.Key(_fit.Seed, 0);
        for (int item = 0; item < _histories.Counts.Length; item++)
            for (int at = item * _options.Width; _histories.Counts[item] > 0 && at < (item + 1) * _options.Width; at++)
                inputs[at] = (float)((((CounterRandom.At(key, at) >> 40) / (double)(1 << 24)) - 0.5) / _options.Width);
        return inputs;
    }
}
