using RecPipeline.Models.Als;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Tests.Fm;

/// <summary>The factorisation machine as its definition has it: one long vector of variables, every two of them with an interaction.</summary>
internal sealed class PlainFm
{
    private readonly TrainingData _data;
    private readonly int _rank;
    private readonly double[] _linear;
    private readonly double[][] _factors;
    private readonly double _mean;

    public PlainFm(TrainingData data, int rank, int epochs, double deviation, double rate, double reg, long seed)
    {
        (_data, _rank) = (data, rank);
        int variables = data.Users + data.Items + data.ItemFeatures!.Names.Count;
        _linear = new double[variables];
        float[] Draw(bool[] rows, long stream) => InitialFactors.Draw(rows, rank, deviation, CounterRandom.Key(seed, stream), 1, default);
        float[] users = Draw([.. Enumerable.Range(0, data.Users).Select(user => data.Ratings.RowCount(user) > 0)], 0);
        float[] items = Draw([.. Enumerable.Range(0, data.Items).Select(item => data.ByItem.RowCount(item) > 0)], 1);
        float[] categories = Draw([.. Enumerable.Repeat(true, data.ItemFeatures.Names.Count)], 2);
        _factors = [.. users.Concat(items).Concat(categories).Select(value => (double)value).Chunk(rank)];
        _mean = data.Ratings.Values.ToArray().Average(value => (double)value);
        int[] userOfCell = [.. Enumerable.Range(0, data.Users).SelectMany(user => Enumerable.Repeat(user, data.Ratings.RowCount(user)))];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var order = new StridedOrder(data.Ratings.Count, CounterRandom.Key(seed, 3 + epoch));
            foreach (int cell in Enumerable.Range(0, data.Ratings.Count).Select(step => order.Place(step)))
                Step(userOfCell[cell], data.Ratings.Indices[cell], data.Ratings.Values[cell], rate, reg);
        }
    }

    public double Predict(int user, int item)
    {
        var x = Variables(user, item);
        double value = _mean + x.Sum(each => each.Value * _linear[each.Place]);
        for (int a = 0; a < x.Length; a++)
            for (int b = 0; b < a; b++)
                value += x[a].Value * x[b].Value * _factors[x[a].Place].Zip(_factors[x[b].Place], (left, right) => left * right).Sum();
        return value;
    }

    private void Step(int user, int item, double rating, double rate, double reg)
    {
        var x = Variables(user, item);
        double error = rating - Predict(user, item);
        double[] sum = [.. Enumerable.Range(0, _rank).Select(f => x.Sum(each => each.Value * _factors[each.Place][f]))];
        foreach (var (place, value) in x)
        {
            _linear[place] += rate * ((error * value) - (reg * _linear[place]));
            for (int f = 0; f < _rank; f++)
                _factors[place][f] += rate * ((error * value * (sum[f] - (value * _factors[place][f]))) - (reg * _factors[place][f]));
        }
    }

    private (int Place, double Value)[] Variables(int user, int item)
    {
        int[] own = Array.FindAll(_data.ItemFeatures!.Matrix.RowIndices(item).ToArray(), _data.ItemFeatures.IsCategory);
        return
        [
            (user, 1), (_data.Users + item, 1),
            .. own.Select(category => (_data.Users + _data.Items + category, 1 / Math.Sqrt(own.Length))),
        ];
    }
}
