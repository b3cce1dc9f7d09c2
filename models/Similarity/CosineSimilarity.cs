using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>Exact item-item cosine: for every candidate item its k most similar items.</summary>
/// <remarks>
/// sim(i, j) = Σ r(u,i)·r(u,j) / (√(n_i·n_j) + shrinkage), the sum over users who rated both, n_i = Σ r(u,i)² over all users of i (full
/// norms). With shrinkage 0 and whole values, rows are ordered by the exact key dot²/n_j, which 64-bit rounding cannot blur; otherwise by
/// the double above. Ties go to the smaller item index. An item without ratings, or with norm 0, has no neighbours and is nobody's
/// neighbour. Cost: Σ over users of (rows of the user)², spread over threads by candidate; memory items · (k + 2 · threads). Twin:
/// <see cref="CosinePlain"/>.
/// </remarks>
public static class CosineSimilarity
{
    private const int ChunkItems = 16;

    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static SimilarityTable Compute(SparseMatrix userItem, SimilarityParameters p, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        var matrix = p.Values == SimilarityValues.Binary ? userItem.Binary() : userItem;
        int scale = p.Values == SimilarityValues.Binary ? 1 : p.RatingScale;
        return CosineScale.IsExact(matrix, scale)
            ? Run(CosineValues<long>.Of(matrix, value => (long)((double)value * scale)), p, scale, threads, cancellation)
            : Run(CosineValues<double>.Of(matrix, value => value), p, 1, threads, cancellation);
    }

    private static SimilarityTable Run<T>(
        CosineValues<T> values, SimilarityParameters p, int scale, int threads, CancellationToken cancellation)
        where T : struct, System.Numerics.INumber<T>
    {
        var rows = new SimilarityRows(values.Norms.Length, p.K);
        var scorer = new CosineScorer<T>(values, p, p.Shrinkage * scale * scale);
        RowChunks.Run(values.Norms.Length, ChunkItems, threads, () => new CosineRow<T>(values, scorer, p.K), (row, first, end) =>
        {
            for (int item = first; item < end; item++)
                rows.Set(item, row.Select(item));
        }, cancellation);
        if (p.Keep == KeepPer.Source)
            rows = rows.TurnedAround((candidate, source, neighbour) => scorer.TurnedAround(candidate, source, neighbour));
        return rows.ToTable(scorer.Score);
    }
}
