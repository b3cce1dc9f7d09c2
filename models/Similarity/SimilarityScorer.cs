using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Similarity;

/// <summary>
/// Item-item lists: score(u, i) = Σ sim(i, j)·w(u, j) over the history items j among the neighbours kept for candidate i.
/// </summary>
/// <remarks>
/// w is 1 for liked rows (binary), or the rating of every row. Sums are doubles in order of the history, rounded once to float32.
/// Cost: the votes of the history's items, plus one pass over the catalogue. Fast twin: <see cref="SimilarityFinder"/>.
/// </remarks>
/// <param name="votes">The similarity table by source.</param>
/// <param name="isBinary">Liked rows count 1, others nothing; otherwise every row counts its rating.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
public sealed class SimilarityScorer(SimilarityVotes votes, bool isBinary, double likedThreshold) : IHistoryScorer
{
    private readonly double[] _sums = new double[votes.Items];
    private int[] _items = [];
    private float[] _weights = [];
    private int _length;

    public bool TryScore(History history, Span<float> scores)
    {
        Keep(history);
        Array.Clear(_sums);
        bool hasVote = false;
        for (int row = 0; row < _length; row++)
            hasVote |= _weights[row] != 0 && AddVotes(_items[row], _weights[row]);
        for (int item = 0; item < _sums.Length; item++)
            scores[item] = (float)_sums[item];
        return hasVote;
    }

    public void Explain(int item, Span<float> contributions)
    {
        for (int row = 0; row < _length; row++)
        {
            int vote = votes.BySource.RowIndices(_items[row]).BinarySearch(item);
            contributions[row] = vote < 0 ? 0 : votes.BySource.RowValues(_items[row])[vote] * _weights[row];
        }
    }

    private void Keep(History history)
    {
        _length = history.Items.Length;
        if (_items.Length < _length)
            (_items, _weights) = (new int[_length], new float[_length]);
        history.Items.CopyTo(_items);
        for (int row = 0; row < _length; row++)
            _weights[row] = isBinary ? (history.Ratings[row] >= likedThreshold ? 1 : 0) : history.Ratings[row];
    }

    private bool AddVotes(int source, double weight)
    {
        var candidates = votes.BySource.RowIndices(source);
        var similarities = votes.BySource.RowValues(source);
        for (int i = 0; i < candidates.Length; i++)
            _sums[candidates[i]] += similarities[i] * weight;
        return candidates.Length > 0;
    }
}

/// <summary>A similarity table by source: which candidates an item of a history votes for, and how strongly.</summary>
/// <remarks>
/// Example: item 2 is a neighbour of the candidates 0 (.5) and 7 (.1): row 2 holds 0 7 with .5 .1. Shared by all threads.
/// </remarks>
public sealed class SimilarityVotes
{
    /// <summary>Turns the table around. Cost O(neighbours + items).</summary>
    public SimilarityVotes(SimilarityTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table = table;
        BySource = SparseMatrix.FromTriples(table.Items, table.Items, table.Neighbours, CsrOffsets.RowOfEntry(table.Offsets), table.Scores);
    }

    public int Items => BySource.Rows;

    /// <summary>The same similarities by candidate.</summary>
    public SimilarityTable Table { get; }

    /// <summary>[sources × candidates] similarities.</summary>
    public SparseMatrix BySource { get; }
}
