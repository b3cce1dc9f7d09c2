using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.SvdPlusPlus;

namespace RecPipeline.Models.Tests.SvdPlusPlus;

/// <summary>The same descent in doubles and loops over elements; order and first factors are the model's own.</summary>
internal sealed class PlainSvdPlusPlus
{
    private readonly SparseMatrix _ratings;
    private readonly SvdPlusPlusOptions _options;
    private readonly SgdOrder _order;
    private readonly double _mean;

    public PlainSvdPlusPlus(SparseMatrix ratings, SvdPlusPlusOptions options, long seed)
    {
        (_ratings, _options, _order) = (ratings, options, new SgdOrder(ratings, seed));
        var first = SvdPlusPlusFactors.Draw(ratings, ratings.Transpose(), options, seed, 1, default);
        (Users, Items, Implicit) = (Doubles(first.Users), Doubles(first.Items), Doubles(first.Implicit));
        (UserBiases, ItemBiases, _mean) = (new double[ratings.Rows], new double[ratings.Columns],
            ratings.Values.ToArray().Average(value => (double)value));
    }

    public double[] Users { get; }

    public double[] Items { get; }

    public double[] Implicit { get; }

    public double[] UserBiases { get; }

    public double[] ItemBiases { get; }

    public void Run()
    {
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
            foreach (int user in _order.StartEpoch(epoch).ToArray())
                TakeUser(user);
    }

    public double Predict(int user, int item)
    {
        double[] sum = SumImplicit(user);
        return _mean + UserBiases[user] + ItemBiases[item]
            + Enumerable.Range(0, _options.Rank).Sum(k => Items[At(item, k)] * (Users[At(user, k)] + sum[k]));
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private int At(int row, int k) => (row * _options.Rank) + k;

    private double[] SumImplicit(int user) =>
    [
        .. Enumerable.Range(0, _options.Rank)
            .Select(k => _ratings.RowIndices(user).ToArray().Sum(item => Implicit[At(item, k)]) / Math.Sqrt(_ratings.RowCount(user))),
    ];

    private void TakeUser(int user)
    {
        double[] sum = SumImplicit(user), gradient = new double[_options.Rank];
        foreach (int cell in _order.CellsOf(user).ToArray())
            TakeRating(user, _ratings.Indices[cell], _ratings.Values[cell], sum, gradient);
        int[] items = _ratings.RowIndices(user).ToArray();
        foreach (int item in items)
            for (int k = 0; k < gradient.Length; k++)
                Implicit[At(item, k)] = (Implicit[At(item, k)] * Math.Pow(1 - (_options.LearnRate * _options.RegParam), items.Length))
                    + (_options.LearnRate * gradient[k] / Math.Sqrt(items.Length));
    }

    private void TakeRating(int user, int item, double rating, double[] sum, double[] gradient)
    {
        var (rate, reg) = (_options.LearnRate, _options.RegParam);
        double predicted = _mean + UserBiases[user] + ItemBiases[item]
            + Enumerable.Range(0, sum.Length).Sum(k => Items[At(item, k)] * (Users[At(user, k)] + sum[k]));
        double error = rating - predicted;
        UserBiases[user] += rate * (error - (reg * UserBiases[user]));
        ItemBiases[item] += rate * (error - (reg * ItemBiases[item]));
        for (int k = 0; k < sum.Length; k++)
        {
            var (p, q) = (Users[At(user, k)], Items[At(item, k)]);
            gradient[k] += error * q;
            Users[At(user, k)] += rate * ((error * q) - (reg * p));
            Items[At(item, k)] += rate * ((error * (p + sum[k])) - (reg * q));
        }
    }
}
