using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Slim;

/// <summary>One thread's workspace: the weights of one item by cyclic coordinate descent.</summary>
/// <remarks>
/// With G the Gram matrix of the candidates and b their dot products with the item, a weight becomes max(0, b_c − Σ_d≠c G_cd·w_d − L1) /
/// (G_cc + L2).
/// Source of the update: Friedman, Hastie, Tibshirani, Journal of Statistical Software, 2010.
/// </remarks>
internal sealed class SlimColumn(SlimGram gram, SlimOptions options)
{
    private const double Still = 1e-6;
    private readonly NeighbourHeap _nearest = new(options.Candidates), _found = new(options.Candidates);
    private readonly List<int> _candidates = [];
    private double[] _gram = [], _weights = [], _products = [], _target = [];

    /// <summary>The items with a weight for the one at a place, highest weight first, then by index.</summary>
    public ReadOnlySpan<Neighbour> Solve(int place)
    {
        Choose(place);
        Gather(place);
        for (int sweep = 0; sweep < options.MaxSweeps; sweep++)
            if (Sweep() < Still)
                break;
        for (int c = 0; c < _candidates.Count; c++)
            if (_weights[c] > 0)
                _found.Offer(new Neighbour(gram.Known[_candidates[c]], (int)_target[c], _weights[c], 0, 0));
        return _found.TakeSorted();
    }

    // The most similar places, ascending.
    private void Choose(int place)
    {
        _candidates.Clear();
        for (int other = 0; other < gram.Known.Length; other++)
            if (other != place && gram[place, other] is > 0 and var common)
                _nearest.Offer(new Neighbour(other, (int)common, common / Math.Sqrt(gram[place, place] * gram[other, other]), 0, 0));
        foreach (var neighbour in _nearest.TakeSorted())
            _candidates.Add(neighbour.Item);
        _candidates.Sort();
    }

    private void Gather(int place)
    {
        int count = _candidates.Count;
        if (_weights.Length < count)
            (_gram, _weights, _products, _target) = (new double[count * count], new double[count], new double[count], new double[count]);
        Array.Clear(_weights);
        Array.Clear(_products);
        for (int a = 0; a < count; a++)
        {
            _target[a] = gram[_candidates[a], place];
            for (int b = 0; b < count; b++)
                _gram[(a * count) + b] = gram[_candidates[a], _candidates[b]];
        }
    }

    // Every weight once; gives the largest change.
    private double Sweep()
    {
        double largest = 0;
        for (int c = 0; c < _candidates.Count; c++)
        {
            double own = _gram[(c * _candidates.Count) + c];
            double weight = Math.Max(0, _target[c] - (_products[c] - (own * _weights[c])) - options.L1) / (own + options.L2);
            double change = weight - _weights[c];
            if (change == 0)
                continue;
            (_weights[c], largest) = (weight, Math.Max(largest, Math.Abs(change)));
            for (int other = 0; other < _candidates.Count; other++)
                _products[other] += change * _gram[(c * _candidates.Count) + other];
        }
        return largest;
    }
}
