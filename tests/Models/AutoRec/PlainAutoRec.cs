using RecPipeline.Models.Als;
using RecPipeline.Models.AutoRec;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Tests.AutoRec;

/// <summary>The dense network in doubles: every cell of the row is input (0 without a rating) and output, and the error of cells without a
/// rating is 0. Order and first weights are the model's own.</summary>
internal sealed class PlainAutoRec
{
    private readonly SparseMatrix _rows;
    private readonly AutoRecOptions _options;
    private readonly double[] _encoder, _decoder, _inner, _outer;

    public PlainAutoRec(SparseMatrix rows, AutoRecOptions options, long seed)
    {
        (_rows, _options, Mean) = (rows, options, rows.Values.ToArray().Average(value => (double)value));
        (_encoder, _decoder) = (Draw(0), Draw(1));
        (_inner, _outer) = (new double[options.HiddenUnits], new double[rows.Columns]);
        var order = new SgdOrder(rows, seed);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
            foreach (int row in order.StartEpoch(epoch).ToArray())
                Take(row);
        double[] Draw(long stream) => Array.ConvertAll(
            InitialFactors.Draw(
                rows.Transpose(), options.HiddenUnits, options.InitialDeviation, CounterRandom.Key(seed, stream), 1, default),
            value => (double)value);
    }

    public double Mean { get; }

    public double Predict(int row, int column)
    {
        double[] hidden = Encode(row);
        return Mean + Output(column, hidden);
    }

    private double Output(int column, double[] hidden) => _outer[column] + hidden.Select((h, k) => h * _decoder[At(column, k)]).Sum();

    private double[] Encode(int row)
    {
        double[] input = Dense(row, rating => rating - Mean);
        double root = Math.Sqrt(_rows.RowCount(row));
        return [.. _inner.Select((bias, k) =>
            1 / (1 + Math.Exp(-(bias + (input.Select((x, column) => x * _encoder[At(column, k)]).Sum() / root)))))];
    }

    private void Take(int row)
    {
        double[] input = Dense(row, rating => rating - Mean), isRated = Dense(row, _ => 1), hidden = Encode(row);
        double[] errors = [.. input.Select((x, column) => isRated[column] * (x - Output(column, hidden)))];
        double[] gradient = [.. hidden.Select((h, k) => h * (1 - h) * errors.Select((e, column) => e * _decoder[At(column, k)]).Sum())];
        var (rate, reg, root) = (_options.LearnRate, _options.RegParam, Math.Sqrt(_rows.RowCount(row)));
        for (int column = 0; column < input.Length; column++)
        {
            for (int k = 0; k < hidden.Length; k++)
            {
                _decoder[At(column, k)] += rate * ((errors[column] * hidden[k]) - (reg * isRated[column] * _decoder[At(column, k)]));
                _encoder[At(column, k)] +=
                    rate * ((input[column] * gradient[k] / root) - (reg * isRated[column] * _encoder[At(column, k)]));
            }
            _outer[column] += rate * (errors[column] - (reg * isRated[column] * _outer[column]));
        }
        for (int k = 0; k < hidden.Length; k++)
            _inner[k] += rate * gradient[k];
    }

    private double[] Dense(int row, Func<float, double> value)
    {
        var dense = new double[_rows.Columns];
        for (int at = 0; at < _rows.RowCount(row); at++)
            dense[_rows.RowIndices(row)[at]] = value(_rows.RowValues(row)[at]);
        return dense;
    }

    private int At(int column, int k) => (column * _options.HiddenUnits) + k;
}
