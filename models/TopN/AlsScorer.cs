using RecPipeline.Models.Als;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.TopN;

/// <summary>Lists of implicit ALS: the user's factors are folded in from the liked rows, an item's score is their dot product with its factors.</summary>
/// <remarks>For a user of the training this is the trained user exactly, since training solves users last. Cost: one fold-in, items · rank.</remarks>
/// <param name="itemFactors">[items × rank].</param>
/// <param name="p">The parameters of the training.</param>
/// <param name="gram">YᵀY of the item factors, shared by all threads.</param>
/// <param name="likedThreshold">Lowest rating that is liked; liked rows enter with 1, as in training.</param>
public sealed class AlsScorer(float[] itemFactors, AlsParameters p, GramMatrix gram, double likedThreshold) : IHistoryScorer
{
    private readonly FoldIn _foldIn = new(itemFactors, p, gram);
    private readonly float[] _user = new float[p.Rank];
    private int[] _rows = [], _items = [];
    private float[] _ones = [];
    private double[] _contributions = [];
    private int _liked;

    public bool TryScore(History history, Span<float> scores)
    {
        KeepLiked(history);
        if (_liked == 0)
            return false;
        _foldIn.Solve(_items.AsSpan(0, _liked), _ones.AsSpan(0, _liked), _user);
        CanonicalDot.DotRows(_user, itemFactors, scores);
        return true;
    }

    public void Explain(int item, Span<double> contributions)
    {
        var liked = _contributions.AsSpan(0, _liked);
        _foldIn.Explain(item, _items.AsSpan(0, _liked), _ones.AsSpan(0, _liked), liked);
        contributions.Clear();
        for (int i = 0; i < _liked; i++)
            contributions[_rows[i]] = liked[i];
    }

    private void KeepLiked(History history)
    {
        Reserve(history.Items.Length);
        _liked = 0;
        for (int row = 0; row < history.Items.Length; row++)
            if (history.Ratings[row] >= likedThreshold)
                (_rows[_liked], _items[_liked++]) = (row, history.Items[row]);
    }

    private void Reserve(int rows)
    {
        if (_items.Length >= rows)
            return;
        (_rows, _items, _contributions) = (new int[rows], new int[rows], new double[rows]);
        _ones = new float[rows];
        Array.Fill(_ones, 1f);
    }
}
