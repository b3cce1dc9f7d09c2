using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.GenrePopularity;

/// <summary>score(i) = ratings of i · Σ over liked j of |categories of i and j both| / liked rows.</summary>
/// <remarks>Example: one of two liked items is a comedy; a comedy with 10 ratings scores 5. Cost: categories of all items.</remarks>
/// <param name="counts">[items] ratings.</param>
/// <param name="categories">[items × categories], a cell where the item has the category.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
internal sealed class GenrePopularityScorer(long[] counts, SparseMatrix categories, double likedThreshold) : IHistoryScorer
{
    private readonly LikedRows _liked = new(likedThreshold, countsValues: false);
    private readonly int[] _shares = new int[categories.Columns];

    public bool TryScore(History history, Span<float> scores)
    {
        _liked.Keep(history);
        Array.Clear(_shares);
        int known = 0;
        foreach (int item in _liked.Items)
            foreach (int category in categories.RowIndices(item))
                (_shares[category], known) = (_shares[category] + 1, known + 1);
        for (int item = 0; item < scores.Length; item++)
            scores[item] = Score(item, Overlap(item));
        return known > 0;
    }

    public void Explain(int item, Span<float> contributions)
    {
        contributions.Clear();
        for (int i = 0; i < _liked.Count; i++)
            contributions[_liked.Rows[i]] = Score(item, Common(categories.RowIndices(item), categories.RowIndices(_liked.Items[i])));
    }

    private float Score(int item, int overlap) => _liked.Count == 0 ? 0 : (float)((double)counts[item] * overlap / _liked.Count);

    private int Overlap(int item)
    {
        int overlap = 0;
        foreach (int category in categories.RowIndices(item))
            overlap += _shares[category];
        return overlap;
    }

    private static int Common(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int common = 0;
        foreach (int category in a)
            common += b.BinarySearch(category) >= 0 ? 1 : 0;
        return common;
    }
}
