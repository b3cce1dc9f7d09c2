using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>Solves rows of one half of an iteration, one after the other; one instance serves one thread.</summary>
public interface IRowSolver
{
    /// <summary>Finds the factors of one row of the side that is solved.</summary>
    /// <param name="columns">n row indices of the fixed side.</param>
    /// <param name="values">[n] ratings.</param>
    /// <param name="factors">[rank], on entry the row's factors so far, which an iterative solver starts from; overwritten.</param>
    void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> factors);

    /// <summary>The same, knowing the columns of the row that will be solved next: a hint that changes no result.</summary>
    void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> factors, ReadOnlySpan<int> nextColumns) =>
        Solve(columns, values, factors);
}

/// <summary>The row solvers by <see cref="AlsSolverKind"/>.</summary>
public static class RowSolvers
{
    /// <param name="source">[rows × rank] factors of the fixed side.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="gram">YᵀY of <paramref name="source"/>; computed here where it is needed and null.</param>
    public static IRowSolver Create(float[] source, AlsParameters p, GramMatrix? gram) => Create(source, p, gram, SymmetricKernel.Chosen);

    internal static IRowSolver Create(float[] source, AlsParameters p, GramMatrix? gram, SymmetricKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(p);
        if (p.ImplicitPrefs)
            gram ??= GramMatrix.Of(source, p.Rank, 1, kernel, default);
        return p.Solver == AlsSolverKind.ConjugateGradient
            ? new ConjugateGradient(source, p, gram, kernel)
            : new FoldIn(source, p, gram, kernel);
    }
}
