using RecPipeline.Models.Als;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;
using RecPipeline.Models.Rbm;

namespace RecPipeline.Models.Tests.Rbm;

/// <summary>The same learning in doubles and loops over single weights; order, first weights and random numbers are the model's
/// own.</summary>
internal sealed class PlainRbm
{
    private readonly SparseMatrix _ratings;
    private readonly RbmOptions _options;
    private readonly double[] _values;
    private readonly double[,,] _weights, _weightSteps;
    private readonly double[,] _biases, _biasSteps;
    private readonly double[] _hidden, _hiddenSteps;

    public PlainRbm(SparseMatrix ratings, RbmOptions options, long seed)
    {
        (_ratings, _options) = (ratings, options);
        _values = [.. ratings.Values.ToArray().Distinct().Order().Select(value => (double)value)];
        var (items, classes, units) = (ratings.Columns, _values.Length, options.HiddenUnits);
        (_weights, _weightSteps) = (new double[items, classes, units], new double[items, classes, units]);
        (_biases, _biasSteps) = (new double[items, classes], new double[items, classes]);
        (_hidden, _hiddenSteps) = (new double[units], new double[units]);
        Start(seed);
        Learn(seed);
    }

    /// <summary>The expected value, not clipped.</summary>
    public double Predict(int user, int item)
    {
        int[] items = _ratings.RowIndices(user).ToArray();
        return Visible(item, Hidden(items, Classes(user))).Select((p, of) => p * _values[of]).Sum();
    }

    private void Start(long seed)
    {
        var (classes, units) = (_values.Length, _options.HiddenUnits);
        float[] first = InitialFactors.Draw(
            _ratings.Transpose(), classes * units, _options.InitialDeviation, CounterRandom.Key(seed, 0), 1, default);
        for (int at = 0; at < first.Length; at++)
            _weights[at / units / classes, at / units % classes, at % units] = first[at];
        for (int item = 0; item < _ratings.Columns; item++)
            for (int of = 0; of < classes; of++)
                _biases[item, of] = Math.Log(Count(cell => _ratings.Indices[cell] == item && _ratings.Values[cell] == _values[of])
                    + ((double)classes * Count(cell => _ratings.Values[cell] == _values[of]) / _ratings.Count));
    }

    private int Count(Func<int, bool> isCounted) => Enumerable.Range(0, _ratings.Count).Count(isCounted);

    private void Learn(long seed)
    {
        var order = new SgdOrder(_ratings, (long)CounterRandom.Key(seed, 1));
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            ulong key = CounterRandom.Key((long)CounterRandom.Key(seed, 2), epoch);
            foreach (int[] batch in order.StartEpoch(epoch).ToArray().Chunk(_options.BatchSize))
                TakeBatch(batch, key);
        }
    }

    private void TakeBatch(int[] users, ulong key)
    {
        int[] touched = [.. users.SelectMany(user => _ratings.RowIndices(user).ToArray()).Distinct()];
        double rate = _options.LearnRate / users.Length, decay = _options.LearnRate * _options.WeightDecay;
        ForEach(touched, (item, of, unit) => _weightSteps[item, of, unit] =
            (_options.Momentum * _weightSteps[item, of, unit]) - (decay * _weights[item, of, unit]));
        foreach (int item in touched)
            for (int of = 0; of < _values.Length; of++)
                _biasSteps[item, of] *= _options.Momentum;
        for (int unit = 0; unit < _hidden.Length; unit++)
            _hiddenSteps[unit] *= _options.Momentum;
        foreach (var (items, classes, hidden, sign) in users.SelectMany(user => Sides(user, CounterRandom.Key((long)key, user))).ToArray())
            AddSide(items, classes, hidden, sign * rate);
        ForEach(touched, (item, of, unit) => _weights[item, of, unit] += _weightSteps[item, of, unit]);
        foreach (int item in touched)
            for (int of = 0; of < _values.Length; of++)
                _biases[item, of] += _biasSteps[item, of];
        for (int unit = 0; unit < _hidden.Length; unit++)
            _hidden[unit] += _hiddenSteps[unit];
    }

    private void AddSide(int[] items, int[] classes, double[] hidden, double rate)
    {
        for (int unit = 0; unit < hidden.Length; unit++)
            _hiddenSteps[unit] += rate * hidden[unit];
        for (int at = 0; at < items.Length; at++)
        {
            _biasSteps[items[at], classes[at]] += rate;
            for (int unit = 0; unit < hidden.Length; unit++)
                _weightSteps[items[at], classes[at], unit] += rate * hidden[unit];
        }
    }

    // What the user's ratings say, and, to be taken away, what the chain says after its steps.
    private IEnumerable<(int[] Items, int[] Classes, double[] Hidden, int Sign)> Sides(int user, ulong key)
    {
        int[] items = _ratings.RowIndices(user).ToArray(), classes = Classes(user);
        double[] hidden = Hidden(items, classes);
        yield return (items, classes, hidden, 1);
        long place = 0;
        for (int step = 0; step < _options.Steps; step++)
        {
            double[] states = [.. hidden.Select(p => Uniform() < p ? 1.0 : 0)];
            classes = [.. items.Select(item => Sample(Visible(item, states), Uniform()))];
            hidden = Hidden(items, classes);
        }
        yield return (items, classes, hidden, -1);
        double Uniform() => (CounterRandom.At(key, place++) >> 40) / (double)(1 << 24);
    }

    private static int Sample(double[] probabilities, double uniform)
    {
        int of = 0;
        for (double below = probabilities[0]; of < probabilities.Length - 1 && uniform >= below; below += probabilities[of])
            of++;
        return of;
    }

    private int[] Classes(int user) => [.. _ratings.RowValues(user).ToArray().Select(value => Array.IndexOf(_values, value))];

    private double[] Hidden(int[] items, int[] classes) =>
        [.. _hidden.Select((bias, unit) =>
            1 / (1 + Math.Exp(-(bias + items.Select((item, at) => _weights[item, classes[at], unit]).Sum()))))];

    private double[] Visible(int item, double[] hidden)
    {
        double[] powers = [.. _values.Select((_, of) =>
            Math.Exp(_biases[item, of] + hidden.Select((h, unit) => h * _weights[item, of, unit]).Sum()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private void ForEach(int[] items, Action<int, int, int> take)
    {
        foreach (int item in items)
            for (int of = 0; of < _values.Length; of++)
                for (int unit = 0; unit < _hidden.Length; unit++)
                    take(item, of, unit);
    }
}
