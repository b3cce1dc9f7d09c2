using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

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
            Centre(values, RowOfEntry(matrix), matrix.Rows);
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

    private static int[] RowOfEntry(SparseMatrix matrix)
    {
        var rows = new int[matrix.Count];
        for (int row = 0; row < matrix.Rows; row++)
            rows.AsSpan(matrix.Offsets[row]..matrix.Offsets[row + 1]).Fill(row);
        return rows;
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
