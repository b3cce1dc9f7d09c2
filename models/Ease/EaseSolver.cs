using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Ease;

/// <summary>EASE: the item-item weights B with zero diagonal that reproduce the interactions best, in closed form.</summary>
/// <remarks>
/// Minimises ‖X − X·B‖² + lambda · ‖B‖² with diag(B) = 0. With P = (XᵀX + lambda · I)⁻¹ it is B_ij = −P_ij / P_jj for i ≠ j.
/// Source: Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019. Items without ratings are left out.
/// The same bytes for any threads and kernel variant. Cost items³ / 2 fused multiply-adds (20,000 items: about 4 · 10¹²), memory 4 · items²
/// bytes.
/// </remarks>
public static class EaseSolver
{
    private const int ChunkRows = 16;
    private const double GramShare = 0.1; // of the progress bar

    /// <param name="userItem">[users × items]; binary for lists.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Called with the share that is done.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="ArgumentException">
    /// More items have ratings than the limit allows; the message gives both and the memory.
    /// </exception>
    /// <exception cref="ArithmeticException">Lambda is too small for float32.</exception>
    public static EaseModel Fit(
        SparseMatrix userItem, EaseParameters p, int threads, Action<double>? progress, CancellationToken cancellation) =>
        Fit(userItem, p, threads, KernelChoice.Chosen, progress, cancellation);

    internal static EaseModel Fit(
        SparseMatrix userItem, EaseParameters p, int threads, KernelVariant variant,
        Action<double>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        var itemUser = userItem.Transpose();
        int[] known = [.. Enumerable.Range(0, itemUser.Rows).Where(item => itemUser.RowCount(item) > 0)];
        CheckLimit(known.Length, p.MaxItems);
        var weights = EaseGram.Of(userItem, itemUser, known, threads, cancellation);
        progress?.Invoke(GramShare);
        for (int item = 0; item < known.Length; item++)
            weights[(item * known.Length) + item] += (float)p.Lambda;
        SymmetricInverse.Invert(
            weights, known.Length, threads, variant, done => progress?.Invoke(GramShare + ((1 - GramShare) * done)), cancellation);
        ToWeights(weights, known.Length, threads, cancellation);
        return new EaseModel(userItem.Columns, known, weights);
    }

    // B_ij = −P_ij / P_jj, in place of P.
    private static void ToWeights(float[] inverse, int size, int threads, CancellationToken cancellation)
    {
        var diagonal = new float[size];
        for (int item = 0; item < size; item++)
            diagonal[item] = -inverse[(item * size) + item];
        RowChunks.Run(size, ChunkRows, threads, (first, end) =>
        {
            for (int item = first; item < end; item++)
            {
                var row = inverse.AsSpan(item * size, size);
                for (int column = 0; column < size; column++)
                    row[column] /= diagonal[column];
                row[item] = 0f;
            }
        }, cancellation);
    }

    private static void CheckLimit(int known, int limit)
    {
        if (known > limit)
            throw new ArgumentException(
                $"EASE: {known:N0} items have ratings, more than the limit of {limit:N0}; "
                + $"their weights would take {4.0 * known * known / 1e9:F1} GB. "
                + "Raise the limit, drop rare items or use another model.");
    }
}

/// <summary>Settings of EASE.</summary>
/// <param name="Lambda">Ridge on the weights, above 0.</param>
/// <param name="MaxItems">Most items with ratings that are accepted: memory grows with their square, time with their cube.</param>
public sealed record EaseParameters(double Lambda, int MaxItems = 20_000)
{
    /// <summary>A float32 matrix of this many rows still fits one array.</summary>
    private const int LargestArray = 46_000;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Lambda);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItems, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxItems, LargestArray);
    }
}
