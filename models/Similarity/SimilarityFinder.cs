using System.Numerics;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Similarity;

/// <summary>
/// Item-item lists for blocks of users. Same lists and contributions as <see cref="SimilarityScorer"/>, but of the catalogue only groups of
/// items that get a vote are looked at.
/// </summary>
/// <remarks>
/// Cost per user: the votes of the history's items, and of the kept candidates for reasons; the catalogue only where votes do not fill the
/// list.
/// </remarks>
/// <param name="votes">The similarity table by source.</param>
/// <param name="isBinary">Liked rows count 1, others nothing; otherwise every row counts its rating.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
/// <param name="settings">Order and length of the lists.</param>
public sealed class SimilarityFinder(SimilarityVotes votes, bool isBinary, double likedThreshold, ListSettings settings) : IListFinder
{
    private const int GroupItems = 64, Ahead = 8;

    private readonly double[] _sums = new double[(votes.Items + GroupItems - 1) / GroupItems * GroupItems];
    private readonly byte[] _isTouched = new byte[(votes.Items + GroupItems - 1) / GroupItems]; // 1 where an item of the group has a vote
    private readonly int[] _place = new int[votes.Items]; // in the rows explained, where marked
    private readonly ulong[] _isMarked = new ulong[(votes.Items + 63) / 64]; // one bit for each item: small enough for the first cache
    private readonly CandidateBuffer _buffer = new(settings.Candidates);
    private readonly CandidateSorter _sorter = new(settings.Order);

    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        for (int at = 0; at < users.Count; at++)
        {
            lists[at].IsOwn = AddVotes(users.HistoryOf(at));
            if (lists[at].IsOwn)
                Select(users.MaskOf(at), lists[at].List);
            Forget();
        }
    }

    public void Explain(History history, ReadOnlySpan<int> items, Contributions contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        StartRows(history, items.Length, contributions);
        for (int column = 0; column < items.Length; column++)
        {
            if (column + Ahead < items.Length) // the rows of the table lie anywhere in some megabytes
                Prefetch.Soon(votes.Table.RowNeighbours(items[column + Ahead]));
            Explain(history, items[column], column, contributions);
        }
        foreach (int row in contributions.Rows)
            _isMarked[history.Items[row] >> 6] = 0;
    }

    // Rows that can contribute: their places are marked.
    private void StartRows(History history, int items, Contributions contributions)
    {
        contributions.Start(history.Items.Length, items);
        int count = 0;
        for (int row = 0; row < history.Items.Length; row++)
        {
            int item = history.Items[row];
            if (Weight(history.Ratings[row]) == 0)
                continue;
            (contributions.Rows[count], _place[item]) = (row, count++);
            _isMarked[item >> 6] |= 1UL << item;
        }
        contributions.Keep(count);
        contributions.Clear();
    }

    private void Explain(History history, int item, int column, Contributions contributions)
    {
        var neighbours = votes.Table.RowNeighbours(item);
        var similarities = votes.Table.RowScores(item);
        var isMarked = _isMarked;
        for (int i = 0; i < neighbours.Length; i++)
        {
            int neighbour = neighbours[i];
            if (((isMarked[neighbour >> 6] >> neighbour) & 1) == 0)
                continue;
            int place = _place[neighbour];
            contributions.Row(place)[column] = similarities[i] * Weight(history.Ratings[contributions.Rows[place]]);
        }
    }

    private float Weight(float rating) => isBinary ? (rating >= likedThreshold ? 1 : 0) : rating;

    private bool AddVotes(History history)
    {
        bool hasVote = false;
        for (int row = 0; row < history.Items.Length; row++)
            if (Weight(history.Ratings[row]) is not 0 and var weight)
                hasVote |= AddVotes(history.Items[row], weight);
        return hasVote;
    }

    private bool AddVotes(int source, double weight)
    {
        var candidates = votes.BySource.RowIndices(source);
        var similarities = votes.BySource.RowValues(source);
        var (sums, isTouched) = (_sums, _isTouched);
        for (int i = 0; i < candidates.Length; i++)
        {
            int candidate = candidates[i];
            sums[candidate] += similarities[i] * weight;
            isTouched[candidate / GroupItems] = 1;
        }
        return candidates.Length > 0;
    }

    private void Select(ItemMask mask, CandidateList list)
    {
        _buffer.Start(error: 0);
        for (int group = 0; group < _isTouched.Length; group++)
            if (_isTouched[group] != 0)
                Keep(group * GroupItems, mask);
        _buffer.Shrink();
        _sorter.Start();
        for (int i = 0; i < _buffer.Count; i++)
            _sorter.Add(_buffer.Items[i], _buffer.Scores[i]);
        if (_buffer.Threshold <= 0)
            AddZeros(mask);
        _sorter.TakeBest(settings.Candidates, list);
    }

    // A sum that rounds to the threshold or above lies above the float32 before it; most registers hold none.
    private void Keep(int first, ItemMask mask)
    {
        var below = new Vector<double>(MathF.BitDecrement(_buffer.Threshold));
        for (int items = first; items < first + GroupItems; items += 4 * Vector<double>.Count)
            if (Vector.GreaterThanAny(HighestOfFour(items), below))
                Keep(items, 4 * Vector<double>.Count, mask);
    }

    private Vector<double> HighestOfFour(int first)
    {
        int width = Vector<double>.Count;
        var low = Vector.Max(new Vector<double>(_sums, first), new Vector<double>(_sums, first + width));
        var high = Vector.Max(new Vector<double>(_sums, first + (2 * width)), new Vector<double>(_sums, first + (3 * width)));
        return Vector.Max(low, high);
    }

    private void Keep(int first, int count, ItemMask mask)
    {
        for (int item = first; item < first + count; item++)
            if ((float)_sums[item] is not 0 and var score && score >= _buffer.Threshold && !mask.Hides(item))
                _buffer.Add(item, score);
    }

    // Items without a vote score 0: the most popular of them may fill the list.
    private void AddZeros(ItemMask mask)
    {
        int added = 0;
        foreach (int item in settings.Order.ByPopularity)
        {
            if (added == settings.Candidates)
                return;
            if ((float)_sums[item] != 0 || mask.Hides(item))
                continue;
            _sorter.Add(item, 0);
            added++;
        }
    }

    private void Forget()
    {
        for (int group = 0; group < _isTouched.Length; group++)
            if (_isTouched[group] != 0)
                _sums.AsSpan(group * GroupItems, GroupItems).Clear();
        Array.Clear(_isTouched);
    }
}
