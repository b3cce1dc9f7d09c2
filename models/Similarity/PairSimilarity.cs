using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>The measures beside the cosine: for every candidate item its k most similar items, by sums over the common users.</summary>
/// <remarks>
/// Whole ratings are summed exactly; others in double, users ascending. Order: score rounded to 12 decimals, then item index.
/// Cost: as <see cref="CosineSimilarity"/>, about six times the additions. Twin: <c>PairPlain</c>.
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

/// <summary>The cells as a measure counts them, by users and by items.</summary>
/// <param name="UserItem">Cells by user; its own values are not read.</param>
/// <param name="ItemUser">The same cells by item.</param>
/// <param name="ByUser">[cells] values in the order of <paramref name="UserItem"/>.</param>
/// <param name="ByItem">[cells] values in the order of <paramref name="ItemUser"/>.</param>
/// <param name="Scale">What ratings were multiplied by: sums are whole and exact then.</param>
internal sealed record PairValues(SparseMatrix UserItem, SparseMatrix ItemUser, double[] ByUser, double[] ByItem, double Scale)
{
    /// <summary>[items] Σ value² over all users of the item, users ascending.</summary>
    public double[] Norms { get; } = [.. Enumerable.Range(0, ItemUser.Rows).Select(item =>
        ByItem.AsSpan(ItemUser.Offsets[item]..ItemUser.Offsets[item + 1]).ToArray().Aggregate(0.0, (sum, value) => sum + (value * value)))];

    public static PairValues Of(SparseMatrix ratings, SimilarityParameters p)
    {
        var matrix = p.Values == SimilarityValues.Binary ? ratings.Binary() : ratings;
        bool isCentred = p.Measure
            is SimilarityMeasure.PearsonItemMean or SimilarityMeasure.AdjustedCoRated or SimilarityMeasure.AdjustedFull;
        double scale = !isCentred && p.Values == SimilarityValues.Rating && CosineScale.IsExact(matrix, p.RatingScale) ? p.RatingScale : 1;
        double[] values = Array.ConvertAll(matrix.Values.ToArray(), value => value * scale);
        if (p.Measure == SimilarityMeasure.PearsonItemMean)
            Centre(values, matrix.Indices, matrix.Columns);
        else if (isCentred)
            Centre(values, CsrOffsets.RowOfEntry(matrix.Offsets), matrix.Rows);
        var itemUser = matrix.Transpose();
        return new PairValues(matrix, itemUser, values, ByItemOf(matrix, itemUser, values), scale);
    }

    // Subtracts from every cell the mean of its group. Sums go by user, then item: the same in every run.
    private static void Centre(double[] values, ReadOnlySpan<int> groupOfCell, int groups)
    {
        var (sums, counts) = (new double[groups], new int[groups]);
        for (int cell = 0; cell < values.Length; cell++)
        {
            sums[groupOfCell[cell]] += values[cell];
            counts[groupOfCell[cell]]++;
        }
        for (int cell = 0; cell < values.Length; cell++)
            values[cell] -= sums[groupOfCell[cell]] / counts[groupOfCell[cell]];
    }

    // An item's users ascend, so its cells come in the order in which users are gone through.
    private static double[] ByItemOf(SparseMatrix userItem, SparseMatrix itemUser, double[] byUser)
    {
        int[] next = itemUser.Offsets[..^1].ToArray();
        var byItem = new double[byUser.Length];
        for (int cell = 0; cell < byUser.Length; cell++)
            byItem[next[userItem.Indices[cell]]++] = byUser[cell];
        return byItem;
    }
}
