using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Als;

/// <summary>Alternating least squares: solves all items while the users stay fixed, then all users while the items stay fixed.</summary>
/// <remarks>
/// The objective is the sum over users of what <see cref="FoldIn"/> minimises, plus the same ridge on the items. As the users come last,
/// they are exactly the fold-in of their rows against the returned item factors (with <see cref="AlsSolverKind.Cholesky"/>). Rows without
/// ratings get zero factors. The same bytes for any number of threads and any kernel variant: every row is solved alone, YᵀY is summed in
/// fixed blocks. Cost per iteration: O(ratings · rank² + (users + items) · rank³); memory: both factor tables, the transposed matrix, a few
/// rank² per thread.
/// </remarks>
public static class AlsSolver
{
    private const int ChunkRows = 64;

    /// <param name="userItem">[users × items] ratings, residuals or confidences.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="iterationDone">Called after each iteration with its number, from 1.</param>
    /// <param name="cancellation">Stops within a few rows' time.</param>
    /// <exception cref="NotFiniteNumberException">Factors became NaN or infinite; the message names the first row.</exception>
    public static FactorModel Fit(
        SparseMatrix userItem, AlsParameters p, int threads, Action<int>? iterationDone, CancellationToken cancellation) =>
        Fit(userItem, p, threads, SymmetricKernel.Chosen, iterationDone, cancellation);

    internal static FactorModel Fit(
        SparseMatrix userItem, AlsParameters p, int threads, SymmetricKernel kernel,
        Action<int>? iterationDone, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        var itemUser = userItem.Transpose();
        var users = InitialFactors.Draw(userItem, p.Rank, p.Seed, threads, cancellation);
        var half = new HalfStep(p, threads, kernel, cancellation);
        return Iterate(
            p, users, userItem.Columns,
            (isItems, source, target) => half.Solve(isItems ? itemUser : userItem, source, target), iterationDone);
    }

    /// <summary>The iterations alone, for whoever solves the rows of a half-step elsewhere.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="users">[users × rank] first factors (<see cref="InitialFactors"/>); becomes the result.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="solve">Solves all items (true) or all users from the factors of the other side, in place.</param>
    /// <param name="iterationDone">Called after each iteration with its number, from 1.</param>
    /// <exception cref="NotFiniteNumberException">Factors became NaN or infinite; the message names the first row.</exception>
    public static FactorModel Iterate(
        AlsParameters p, float[] users, int items, Action<bool, float[], float[]> solve, Action<int>? iterationDone)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(solve);
        var itemFactors = new float[checked(items * p.Rank)];
        for (int iteration = 1; iteration <= p.MaxIter; iteration++)
        {
            solve(true, users, itemFactors);
            CheckFinite(p, itemFactors, "item", iteration);
            solve(false, itemFactors, users);
            CheckFinite(p, users, "user", iteration);
            iterationDone?.Invoke(iteration);
        }
        return new FactorModel(p.Rank, users, itemFactors);
    }

    private static void CheckFinite(AlsParameters p, float[] factors, string side, int iteration)
    {
        for (int i = 0; i < factors.Length; i++)
            if (!float.IsFinite(factors[i]))
                throw new NotFiniteNumberException(
                    $"ALS iteration {iteration}: the factors of {side} index {i / p.Rank} are not finite ({factors[i]}). "
                    + $"Check its ratings for values that are no numbers, or raise regParam (now {p.RegParam}).");
    }

    /// <summary>One half of an iteration: the target rows from the fixed source rows.</summary>
    private sealed record HalfStep(AlsParameters Parameters, int Threads, SymmetricKernel Kernel, CancellationToken Cancellation)
    {
        public void Solve(SparseMatrix targetSource, float[] source, float[] target)
        {
            int rank = Parameters.Rank;
            var gram = Parameters.ImplicitPrefs ? GramMatrix.Of(source, rank, Threads, Kernel, Cancellation) : null;
            IRowSolver Create() => RowSolvers.Create(source, Parameters, gram, Kernel);
            RowChunks.Run(targetSource.Rows, ChunkRows, Threads, Create, (solver, first, end) =>
            {
                for (int row = first; row < end; row++)
                    solver.Solve(
                        targetSource.RowIndices(row), targetSource.RowValues(row), target.AsSpan(row * rank, rank),
                        row + 1 < end ? targetSource.RowIndices(row + 1) : []);
            }, Cancellation);
        }
    }
}
