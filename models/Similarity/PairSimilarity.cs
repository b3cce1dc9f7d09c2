using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>The measures beside the cosine: for every candidate item its k most similar items, by sums over the common users.</summary>
/// <remarks>
/// Whole ratings are summed exactly; others in double, users ascending. Order: score rounded to 12 decimals, then item index.
/// Cost: as <see cref="CosineSimilarity"/>, about six times the additions. Twin: <see cref="PairPlain"/>.
/// </remarks>
public static class PairSimilarity
{
    internal const int Decimals = 12;
    private const int ChunkItems = 16;

    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static SimilarityTable Compute(SparseMatrix userItem, SimilarityParameters p, int threads, CancellationToken cancellation) =>
        Rows(userItem, p, threads, cancellation).ToTable((_, neighbour) => (float)neighbour.Key);

    internal static SimilarityRows Rows(SparseMatrix userItem, SimilarityParameters p, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        var values = PairValues.Of(userItem, p);
        var scorer = new PairScorer(values, p);
        var rows = new SimilarityRows(userItem.Columns, p.K);
        RowChunks.Run(userItem.Columns, ChunkItems, threads, () => new PairRow(values, scorer, p), (row, first, end) =>
        {
            for (int item = first; item < end; item++)
                rows.Set(item, row.Select(item));
        }, cancellation);
        return p.Keep == KeepPer.Candidate ? rows : rows.TurnedAround((_, source, neighbour) => neighbour with { Item = source });
    }
}
