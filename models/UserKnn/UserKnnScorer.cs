using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.UserKnn;

/// <summary>Lists from similar users: score(u, i) = Σ sim(u, v)·w(v, i) over the k users v most similar to u, ties to the smaller
/// index.</summary>
/// <remarks>
/// A user of the training is not its own neighbour. w is 1 for liked rows (binary) or the rating. Sums are doubles, best neighbour first,
/// rounded once.
/// Cost: the raters of the history's items, then the rows of k users.
/// </remarks>
/// <param name="vectors">Training rows, shared by all threads.</param>
/// <param name="weights">[users × items] w.</param>
/// <param name="k">Neighbours.</param>
/// <param name="likedThreshold">Lowest rating that counts 1 where values are binary; null where ratings count.</param>
internal sealed class UserKnnScorer(RowVectors vectors, Matrices.SparseMatrix weights, int k, double? likedThreshold) : IHistoryScorer
{
    private readonly RowSimilarities _similarities = new(vectors);
    private readonly NeighbourHeap _heap = new(k);
    private readonly LikedRows _rows = new(likedThreshold ?? double.NegativeInfinity, likedThreshold is null);
    private readonly double[] _sums = new double[weights.Columns];
    private Neighbour[] _neighbours = [];
    private float[] _values = [];
    private double[] _parts = [], _shares = [];
    private bool _hasParts;

    public bool TryScore(History history, Span<float> scores)
    {
        _rows.Keep(history);
        _hasParts = false;
        _values = ValuesOf(_rows.Values);
        _similarities.Compare(_rows.Items, _values);
        _similarities.OfferTo(_heap, history.User);
        _neighbours = _heap.TakeSorted().ToArray();
        Array.Clear(_sums);
        foreach (var neighbour in _neighbours)
            AddRow(neighbour.Item, neighbour.Key);
        for (int item = 0; item < _sums.Length; item++)
            scores[item] = (float)_sums[item];
        return _neighbours.Length > 0;
    }

    /// <summary>Each row's part of the similarity of those neighbours who have the item; a measure that is no sum is shared evenly over
    /// common items.</summary>
    public void Explain(int item, Span<float> contributions)
    {
        if (!_hasParts)
            FindParts();
        Array.Clear(_shares);
        for (int n = 0; n < _neighbours.Length; n++)
            if (WeightOf(_neighbours[n].Item, item) is not 0 and var weight)
                for (int row = 0; row < _rows.Count; row++)
                    _shares[row] += weight * _parts[(n * _rows.Count) + row];
        contributions.Clear();
        for (int row = 0; row < _rows.Count; row++)
            contributions[_rows.Rows[row]] = (float)_shares[row];
    }

    // [neighbours × liked rows], once for all items of a user.
    private void FindParts()
    {
        (_parts, _shares, _hasParts) = (new double[_neighbours.Length * _rows.Count], new double[_rows.Count], true);
        for (int n = 0; n < _neighbours.Length; n++)
        {
            var items = vectors.Rows.RowIndices(_neighbours[n].Item);
            var values = vectors.Rows.RowValues(_neighbours[n].Item);
            for (int row = 0; row < _rows.Count; row++)
                if (items.BinarySearch(_rows.Items[row]) is >= 0 and var at)
                    _parts[(n * _rows.Count) + row] = Part(_neighbours[n], values[at], _values[row]);
        }
    }

    private double Part(Neighbour neighbour, double other, double own) => vectors.Measure.IsCosine || vectors.Measure.IsPearson
        ? _similarities.PerTerm(neighbour.Item) * vectors.Measure.Term(own, other)
        : neighbour.Key / neighbour.Common;

    private float WeightOf(int user, int item) =>
        weights.RowIndices(user).BinarySearch(item) is >= 0 and var at ? weights.RowValues(user)[at] : 0;

    private void AddRow(int user, double similarity)
    {
        var items = weights.RowIndices(user);
        var values = weights.RowValues(user);
        for (int i = 0; i < items.Length; i++)
            _sums[items[i]] += similarity * values[i];
    }

    private float[] ValuesOf(ReadOnlySpan<float> values)
    {
        double mean = vectors.Measure.IsCentred ? RowVectors.MeanOf(values) : 0;
        return Array.ConvertAll(values.ToArray(), value => (float)(value - mean));
    }
}
