using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Fm;

/// <summary>The descent of <see cref="FmModel"/>: a step follows each rating.</summary>
/// <remarks>
/// With q = v_i + Σ x v_c over the item's categories c of value x: r̂ = mean + b_u + b_i + Σ x w_c + p·q + ½ (|q|² − |v_i|² − Σ x²|v_c|²),
/// and with e = r − r̂ and s = p + q: p += rate (e q − reg p), v_i += rate (e (s − v_i) − reg v_i),
/// v_c += rate (e x (s − x v_c) − reg v_c), w_c += rate (e x − reg w_c). Cost of an epoch: ratings · (1 + categories of an item) · rank.
/// </remarks>
internal sealed class FmSolver : RatingDescent
{
    private const int StepsBetweenLooks = 1 << 14, FirstStreamOfOrder = 3;

    private readonly TrainingData _data;
    private readonly CategoryValues _categories;
    private readonly FmOptions _options;
    private readonly long _seed;
    private readonly int[] _userOfCell;
    private readonly float[] _users, _items, _ofCategories;
    private readonly double[] _weights;
    private readonly float[] _item, _sum, _direction; // q, s, and s without the part that takes a step

    public FmSolver(TrainingData data, CategoryValues categories, FmOptions options, FitContext fit)
        : base("fm", data.Ratings, options)
    {
        (_data, _categories, _options, _seed) = (data, categories, options, fit.Seed);
        _userOfCell = CsrOffsets.RowOfEntry(data.Ratings.Offsets);
        _users = Draw(BiasModel.RowsWithEntries(data.Ratings), 0, fit);
        _items = Draw(BiasModel.RowsWithEntries(data.ByItem), 1, fit);
        _ofCategories = Draw([.. Enumerable.Repeat(true, categories.Count)], 2, fit);
        _weights = new double[categories.Count];
        (_item, _sum, _direction) = (new float[options.Rank], new float[options.Rank], new float[options.Rank]);
    }

    /// <summary>What was learned, with the categories of each item in its bias and its factors.</summary>
    public ModelState State()
    {
        bool[] isKnown = [.. BiasModel.RowsWithEntries(_data.ByItem).Select((rated, item) => rated || _categories.Any(item))];
        var own = Biases(BiasModel.RowsWithEntries(_data.Ratings), isKnown);
        var (biases, factors) = (new float[isKnown.Length], new float[_items.Length]);
        for (int item = 0; item < isKnown.Length; item++)
        {
            biases[item] = (float)(own.Item[item] + OfItem(item));
            _item.CopyTo(factors.AsSpan(item * _options.Rank));
        }
        return AlsRatingsModel.State(
            new BiasModel(own.Mean, own.User, biases, own.KnownUsers, isKnown), new FactorModel(_options.Rank, _users, factors));
    }

    // All users mixed: a category is in everybody's rows, and would follow the taste of whoever came last.
    protected override double TakeEpoch(int epoch, CancellationToken cancellation)
    {
        var order = new StridedOrder(_userOfCell.Length, CounterRandom.Key(_seed, FirstStreamOfOrder + epoch));
        double squares = 0;
        for (int step = 0; step < _userOfCell.Length; step++)
        {
            if (step % StepsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            int cell = order.Place(step);
            squares += TakeRating(_userOfCell[cell], _data.Ratings.Indices[cell], _data.Ratings.Values[cell]);
        }
        return squares;
    }

    private double TakeRating(int user, int item, double rating)
    {
        var p = Row(_users, user);
        double ofItem = OfItem(item), error = rating - (Baseline(user, item) + ofItem + CanonicalDot.Dot(p, _item));
        StepBiases(user, item, error);
        GradientStep.Add(p, _item, _sum);
        GradientStep.Take(p, Kept, (float)error * Rate, _item);
        Step(Row(_items, item), 1, error);
        float value = _categories.ValueOf(item);
        foreach (int category in _categories.Of(item))
        {
            Step(Row(_ofCategories, category), value, error);
            _weights[category] += _options.LearnRate * ((error * value) - (_options.RegParam * _weights[category]));
        }
        return error * error;
    }

    // v += rate (e x (s − x v) − reg v)
    private void Step(Span<float> v, float value, double error)
    {
        for (int at = 0; at < v.Length; at++)
            _direction[at] = _sum[at] - (value * v[at]);
        GradientStep.Take(v, Kept, (float)error * Rate * value, _direction);
    }

    // Writes q; gives Σ x w_c and the interactions within the item.
    private double OfItem(int item)
    {
        var own = Row(_items, item);
        own.CopyTo(_item);
        double weights = 0, squares = CanonicalDot.Dot(own, own);
        float value = _categories.ValueOf(item);
        foreach (int category in _categories.Of(item))
        {
            var v = Row(_ofCategories, category);
            GradientStep.Take(_item, 1, value, v);
            weights += value * _weights[category];
            squares += value * value * CanonicalDot.Dot(v, v);
        }
        return weights + ((CanonicalDot.Dot(_item, _item) - squares) / 2);
    }

    private Span<float> Row(float[] factors, int row) => factors.AsSpan(row * _options.Rank, _options.Rank);

    private float[] Draw(bool[] rows, long stream, FitContext fit) => InitialFactors.Draw(
        rows, _options.Rank, _options.InitialDeviation, CounterRandom.Key(fit.Seed, stream), fit.Threads, fit.Cancellation);
}
