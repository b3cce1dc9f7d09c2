using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation;

/// <summary>The prediction of last resort: the item's mean training rating, else the mean of all training ratings.</summary>
/// <remarks>Ratings are added in double in row order; sums of half stars are exact. Cost O(entries), once.</remarks>
public sealed class ItemMeans
{
    private readonly double[] _means;

    /// <param name="itemsByUsers">[items × users] training ratings.</param>
    /// <exception cref="ArgumentException">There is no training rating at all.</exception>
    public ItemMeans(SparseMatrix itemsByUsers)
    {
        ArgumentNullException.ThrowIfNull(itemsByUsers);
        if (itemsByUsers.Count == 0)
            throw new ArgumentException(
                "The fallback prediction needs at least one training rating, but the matrix is empty.", nameof(itemsByUsers));
        GlobalMean = Mean(itemsByUsers.Values);
        _means = new double[itemsByUsers.Rows];
        for (int item = 0; item < _means.Length; item++)
            _means[item] = itemsByUsers.RowCount(item) == 0 ? GlobalMean : Mean(itemsByUsers.RowValues(item));
    }

    /// <summary>Means that were computed elsewhere.</summary>
    /// <param name="globalMean">Of all training ratings.</param>
    /// <param name="byItem">[items].</param>
    public ItemMeans(double globalMean, double[] byItem)
    {
        ArgumentNullException.ThrowIfNull(byItem);
        (GlobalMean, _means) = (globalMean, byItem);
    }

    public double GlobalMean { get; }

    /// <summary>[items]; the global mean for an item without training ratings.</summary>
    public ReadOnlySpan<double> ByItem => _means;

    /// <param name="item">Any index; one that training does not know gets the global mean.</param>
    public double Of(int item) => (uint)item < (uint)_means.Length ? _means[item] : GlobalMean;

    private static double Mean(ReadOnlySpan<float> ratings)
    {
        double sum = 0;
        foreach (float rating in ratings)
            sum += rating;
        return sum / ratings.Length;
    }
}
