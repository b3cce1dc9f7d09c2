namespace RecPipeline.Models.Similarity;

/// <summary>One thread's workspace: adds up one candidate's sums with all items it shares users with, and selects the best.</summary>
internal sealed class PairRow(PairValues values, PairScorer scorer, SimilarityParameters p)
{
    private readonly PairSums[] _sums = new PairSums[values.ItemUser.Rows];
    private readonly int[] _touched = new int[values.ItemUser.Rows];
    private readonly NeighbourHeap _heap = new(p.K);
    private int _touchedCount;

    /// <summary>Order: score rounded to 12 decimals, so that rounding errors cannot decide between equals, then item index.</summary>
    public ReadOnlySpan<Neighbour> Select(int candidate)
    {
        Accumulate(candidate);
        _heap.Clear();
        foreach (int item in _touched.AsSpan(0, _touchedCount))
        {
            if (item != candidate && _sums[item].Common >= p.MinCommonUsers
                && scorer.Score(candidate, item, _sums[item]) is var score && !double.IsNaN(score))
                _heap.Offer(new Neighbour(item, _sums[item].Common, Math.Round(score, PairSimilarity.Decimals), 0, 0));
            _sums[item] = default;
        }
        return _heap.TakeSorted();
    }

    // Users ascend, so every sum has one order of additions.
    private void Accumulate(int candidate)
    {
        _touchedCount = 0;
        int first = values.ItemUser.Offsets[candidate];
        var users = values.ItemUser.RowIndices(candidate);
        for (int at = 0; at < users.Length; at++)
        {
            int cell = values.UserItem.Offsets[users[at]];
            foreach (int item in values.UserItem.RowIndices(users[at]))
            {
                if (_sums[item].Common == 0)
                    _touched[_touchedCount++] = item;
                _sums[item].Add(values.ByItem[first + at], values.ByUser[cell++]);
            }
        }
    }
}
