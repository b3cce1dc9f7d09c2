using System.Numerics;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>Exact item-item cosine: for every candidate item its k most similar items.</summary>
/// <remarks>
/// sim(i, j) = Σ r(u,i)·r(u,j) / (√(n_i·n_j) + shrinkage), the sum over users who rated both, n_i = Σ r(u,i)² over all users of i (full
/// norms). With shrinkage 0 and whole values, rows are ordered by the exact key dot²/n_j, which 64-bit rounding cannot blur; otherwise by
/// the double above. Ties go to the smaller item index. An item without ratings, or with norm 0, has no neighbours and is nobody's
/// neighbour. Cost: Σ over users of (rows of the user)², spread over threads by candidate; memory items · (k + 2 · threads). Twin:
/// <c>CosinePlain</c>.
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

/// <summary>
/// The item-item cosine in ranges of candidates, for whoever divides them among machines. Every row equals that of
/// <see cref="CosineSimilarity"/>.
/// </summary>
/// <remarks>
/// Holds the matrix by users and by items. Safe to call from many threads; each call makes a workspace of a few numbers per item.
/// </remarks>
public abstract class CosineRows
{
    private protected CosineRows(int items) => Items = items;

    public int Items { get; }

    /// <param name="userItem">[users × items] likes or ratings.</param>
    /// <param name="p">Parameters.</param>
    public static CosineRows Of(SparseMatrix userItem, SimilarityParameters p)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        var matrix = p.Values == SimilarityValues.Binary ? userItem.Binary() : userItem;
        int scale = p.Values == SimilarityValues.Binary ? 1 : p.RatingScale;
        return CosineScale.IsExact(matrix, scale)
            ? new Rows<long>(CosineValues<long>.Of(matrix, value => (long)((double)value * scale)), p, p.Shrinkage * scale * scale)
            : new Rows<double>(CosineValues<double>.Of(matrix, value => value), p, p.Shrinkage);
    }

    /// <summary>The rows of candidates first … end − 1; the other candidates of the table have none.</summary>
    public abstract SimilarityTable Compute(int first, int end, CancellationToken cancellation);

    private sealed class Rows<T>(CosineValues<T> values, SimilarityParameters p, double scaledShrinkage) : CosineRows(values.Norms.Length)
        where T : struct, INumber<T>
    {
        private readonly CosineScorer<T> _scorer = new(values, p, scaledShrinkage);

        public override SimilarityTable Compute(int first, int end, CancellationToken cancellation)
        {
            var (rows, row) = (new SimilarityRows(Items, p.K), new CosineRow<T>(values, _scorer, p.K));
            for (int item = first; item < end; item++)
            {
                cancellation.ThrowIfCancellationRequested();
                rows.Set(item, row.Select(item));
            }
            return rows.ToTable(_scorer.Score);
        }
    }
}
