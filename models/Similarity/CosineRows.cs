using System.Numerics;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

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
