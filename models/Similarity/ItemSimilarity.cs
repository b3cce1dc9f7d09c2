using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>The item-item table by any measure: the cosine by its own exact way, all others by sums over pairs.</summary>
public static class ItemSimilarity
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static SimilarityTable Compute(SparseMatrix userItem, SimilarityParameters p, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(p);
        return p.Measure == SimilarityMeasure.Cosine
            ? CosineSimilarity.Compute(userItem, p, threads, cancellation)
            : PairSimilarity.Compute(userItem, p, threads, cancellation);
    }
}
