using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Biases;

/// <summary>Fits the mean and the biases of users and items.</summary>
/// <remarks>
/// Sweeps alternate, items then users: b = Σ (r − mean − bias of the other side) / (damping + n) over the n ratings of the row, all in
/// double, the other side in ascending order. The mean is taken off first and stays. Cost: two passes over the ratings per sweep.
/// </remarks>
public static class BiasSolver
{
    private const int ChunkRows = 512;

    /// <param name="ratings">[users × items].</param>
    /// <param name="p">Parameters.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="cancellation">Stops within a few rows' time.</param>
    /// <exception cref="NotFiniteNumberException">A rating is no number; the message names the first user.</exception>
    public static BiasModel Fit(SparseMatrix ratings, BiasParameters p, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        CheckFinite(ratings);
        double mean = ratings.Count == 0 ? 0 : BlockedSum.Sum(ratings.Values) / ratings.Count;
        var byItem = ratings.Transpose();
        var (users, items) = (new double[ratings.Rows], new double[ratings.Columns]);
        for (int sweep = 0; sweep < p.Sweeps; sweep++)
        {
            Sweep(byItem, mean, users, items, p.Damping, threads, cancellation);
            Sweep(ratings, mean, items, users, p.Damping, threads, cancellation);
        }
        return new BiasModel(mean, ToFloat(users), ToFloat(items), BiasModel.RowsWithEntries(ratings), BiasModel.RowsWithEntries(byItem));
    }

    private static void Sweep(
        SparseMatrix targetSource, double mean, double[] source, double[] target, double damping,
        int threads, CancellationToken cancellation) =>
        RowChunks.Run(targetSource.Rows, ChunkRows, threads, (first, end) =>
        {
            for (int row = first; row < end; row++)
                if (targetSource.RowCount(row) > 0)
                    target[row] = SumOfResiduals(targetSource, row, mean, source) / (damping + targetSource.RowCount(row));
        }, cancellation);

    private static double SumOfResiduals(SparseMatrix matrix, int row, double mean, double[] source)
    {
        var columns = matrix.RowIndices(row);
        var values = matrix.RowValues(row);
        double sum = 0;
        for (int i = 0; i < columns.Length; i++)
            sum += values[i] - mean - source[columns[i]];
        return sum;
    }

    private static float[] ToFloat(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static void CheckFinite(SparseMatrix ratings)
    {
        for (int user = 0; user < ratings.Rows; user++)
            foreach (float value in ratings.RowValues(user))
                if (!float.IsFinite(value))
                    throw new NotFiniteNumberException($"Biases: user index {user} has the rating '{value}'. Clean the ratings first.");
    }
}

/// <summary>Settings of the user and item biases.</summary>
/// <param name="Damping">Pulls rows with few ratings towards 0, as if they had that many ratings at the mean; not negative.</param>
/// <param name="Sweeps">Alternating sweeps, at least 1; each fits all items, then all users.</param>
public sealed record BiasParameters(double Damping, int Sweeps)
{
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Damping);
        ArgumentOutOfRangeException.ThrowIfLessThan(Sweeps, 1);
    }
}
