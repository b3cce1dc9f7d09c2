using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Tests.Similarity;

/// <summary>
/// The same table by the obvious way: every pair of items, a merge of their users, a full sort: O(items² · users).
/// </summary>
public static class CosinePlain
{
    /// <inheritdoc cref="CosineSimilarity.Compute"/>
    public static SimilarityTable Compute(SparseMatrix userItem, SimilarityParameters p)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        var matrix = p.Values == SimilarityValues.Binary ? userItem.Binary() : userItem;
        int scale = p.Values == SimilarityValues.Binary ? 1 : p.RatingScale;
        var values = CosineValues<long>.Of(matrix, value => (long)((double)value * scale));
        var scorer = new CosineScorer<long>(values, p, p.Shrinkage * scale * scale);
        var rows = new SimilarityRows(values.Norms.Length, p.K);
        for (int candidate = 0; candidate < values.Norms.Length; candidate++)
        {
            var neighbours = Enumerable.Range(0, values.Norms.Length).Where(item => item != candidate && values.Norms[item] > 0)
                .Select(item => Pair(values, scorer, candidate, item)).Where(pair => pair.Common >= p.MinCommonUsers).ToArray();
            Array.Sort(neighbours, (a, b) => a.Before(b) ? -1 : 1);
            rows.Set(candidate, neighbours);
        }
        if (p.Keep == KeepPer.Source)
            rows = rows.TurnedAround((candidate, source, _) => Pair(values, scorer, candidate, source));
        return rows.ToTable(scorer.Score);
    }

    private static Neighbour Pair(CosineValues<long> values, CosineScorer<long> scorer, int candidate, int item)
    {
        var left = values.ItemUser.RowIndices(candidate);
        var right = values.ItemUser.RowIndices(item);
        var (dot, common) = (0L, 0);
        for (int a = 0; a < left.Length; a++)
            if (right.BinarySearch(left[a]) is >= 0 and var b)
            {
                dot += values.ByItem[values.ItemUser.Offsets[candidate] + a] * values.ByItem[values.ItemUser.Offsets[item] + b];
                common++;
            }
        return scorer.Neighbour(candidate, item, common, dot);
    }
}
