using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Markov;

/// <summary>Lists of what follows: score(j) = Σ over liked items i of 2^(−age / half-life) · share(i → j), age 0 for the latest
/// like.</summary>
/// <remarks>Where a history has no times, all likes speak alike. Sums are doubles in order of the history, rounded once. Cost: the
/// followers of the likes.</remarks>
/// <param name="followers">[items × followers] shares.</param>
/// <param name="halfLife">In likes.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
internal sealed class MarkovScorer(SparseMatrix followers, double halfLife, double likedThreshold) : IHistoryScorer
{
    private readonly double[] _sums = new double[followers.Columns];
    private readonly LikedRows _liked = new(likedThreshold, countsValues: false);
    private double[] _weights = [];

    public bool TryScore(History history, Span<float> scores)
    {
        _liked.Keep(history);
        _weights = WeightsOf(history.Timestamps);
        Array.Clear(_sums);
        bool hasFollower = false;
        for (int i = 0; i < _liked.Count; i++)
            hasFollower |= Add(_liked.Items[i], _weights[i]);
        for (int item = 0; item < _sums.Length; item++)
            scores[item] = (float)_sums[item];
        return hasFollower;
    }

    public void Explain(int item, Span<float> contributions)
    {
        contributions.Clear();
        for (int i = 0; i < _liked.Count; i++)
            if (followers.RowIndices(_liked.Items[i]).BinarySearch(item) is >= 0 and var at)
                contributions[_liked.Rows[i]] = (float)(_weights[i] * followers.RowValues(_liked.Items[i])[at]);
    }

    private bool Add(int item, double weight)
    {
        var next = followers.RowIndices(item);
        var shares = followers.RowValues(item);
        for (int i = 0; i < next.Length; i++)
            _sums[next[i]] += weight * shares[i];
        return next.Length > 0;
    }

    // By age: 0 for the latest; ties are older where the item is smaller, as in training.
    private double[] WeightsOf(ReadOnlySpan<long> times)
    {
        var weights = new double[_liked.Count];
        Array.Fill(weights, 1);
        if (times.IsEmpty)
            return weights;
        var whens = new long[_liked.Count];
        for (int i = 0; i < whens.Length; i++)
            whens[i] = times[_liked.Rows[i]];
        int[] order = [.. Enumerable.Range(0, whens.Length)];
        Array.Sort(order, (a, b) => whens[a] != whens[b] ? whens[b].CompareTo(whens[a]) : b.CompareTo(a));
        for (int age = 0; age < order.Length; age++)
            weights[order[age]] = StableExp2.HalfTo(age / halfLife);
        return weights;
    }
}
