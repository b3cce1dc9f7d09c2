using RecPipeline.Models.Contract;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Slim;

/// <summary>Fits SLIM: for every item j the w ≥ 0 over its candidates that minimises ½‖x_j − X·w‖² + ½·L2·‖w‖² + L1·Σ w.</summary>
/// <remarks>
/// All sums of users come from the item-item Gram matrix, made once; each item is then a small problem of its own, one thread's, in
/// doubles.
/// Cost: the Gram matrix, items² for the candidates, items · candidates² to begin with and candidates for every weight that moves.
/// </remarks>
internal static class SlimSolver
{
    private const int ChunkItems = 64;

    /// <exception cref="ModelException">More items were liked than the options allow.</exception>
    public static SimilarityTable Fit(SparseMatrix liked, SlimOptions options, FitContext fit)
    {
        var byItem = liked.Transpose();
        int[] known = [.. Enumerable.Range(0, byItem.Rows).Where(item => byItem.RowCount(item) > 0)];
        if (known.Length > options.MaxItems)
            throw new ModelException(
                $"SLIM: {known.Length:N0} items were liked by somebody, more than models.slim.maxItems = {options.MaxItems:N0}; "
                + $"the fit would take {4e-9 * known.Length * known.Length:F1} GB. "
                + "Raise models.slim.maxItems, drop rare items (clean.minItemRatings) or set models.slim.enabled to false.");
        var gram = new SlimGram(EaseGram.Of(liked, byItem, known, fit.Threads, fit.Cancellation), known);
        var rows = new SimilarityRows(liked.Columns, options.Candidates);
        int done = 0;
        RowChunks.Run(known.Length, ChunkItems, fit.Threads, () => new SlimColumn(gram, options), (column, first, end) =>
        {
            for (int place = first; place < end; place++)
            {
                fit.Cancellation.ThrowIfCancellationRequested();
                rows.Set(known[place], column.Solve(place));
            }
            fit.Progress?.Invoke((double)Interlocked.Add(ref done, end - first) / known.Length);
        }, fit.Cancellation);
        return rows.ToTable((_, neighbour) => (float)neighbour.Key);
    }
}

/// <summary>How many users liked two items, by their places among the items that somebody liked.</summary>
/// <param name="Upper">[known × known], the upper triangle.</param>
/// <param name="Known">[known] item indices.</param>
internal sealed record SlimGram(float[] Upper, int[] Known)
{
    public double this[int a, int b] => Upper[(Math.Min(a, b) * Known.Length) + Math.Max(a, b)];
}
