using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>YᵀY of a set of factor rows: what the unobserved cells add to every system of implicit ALS.</summary>
/// <remarks>
/// Panels of 64 rows are summed in float32, panels in double, in blocks of 4,096 rows added in block order. Cost rows · rank² / 2.
/// </remarks>
public sealed class GramMatrix
{
    private const int PanelRows = 64;

    private GramMatrix(int rank, int knownRows, float[] cells) => (Rank, KnownRows, Cells) = (rank, knownRows, cells);

    public int Rank { get; }

    /// <summary>Rows that are not all zero: those with ratings.</summary>
    public int KnownRows { get; }

    /// <summary>[stride × stride], the upper triangle; stride as in <see cref="SymmetricKernel.Stride"/>.</summary>
    internal float[] Cells { get; }

    /// <param name="factors">[rows × rank].</param>
    /// <param name="rank">Length of a row.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public static GramMatrix Of(float[] factors, int rank, int threads, CancellationToken cancellation) =>
        Of(factors, rank, threads, SymmetricKernel.Chosen, cancellation);

    internal static GramMatrix Of(float[] factors, int rank, int threads, SymmetricKernel kernel, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(factors);
        int stride = SymmetricKernel.Stride(rank);
        var sum = BlockedSum.Sum(factors.Length / rank, stride * stride, threads, (first, end, into) =>
        {
            var (panel, cells) = (new float[PanelRows * stride], new float[stride * stride]);
            for (int row = first; row < end; row += PanelRows)
                AddPanel(factors.AsSpan(row * rank, Math.Min(PanelRows, end - row) * rank), rank, panel, cells, kernel, into.Span);
        }, cancellation);
        return new GramMatrix(rank, CountKnown(factors, rank), Array.ConvertAll(sum, cell => (float)cell));
    }

    /// <summary>[stride × stride], the upper triangle, times <paramref name="weight"/>.</summary>
    internal float[] Scaled(float weight) => weight == 1f ? Cells : Array.ConvertAll(Cells, cell => cell * weight);

    /// <summary>[rank × rank], both triangles, times <paramref name="weight"/>.</summary>
    internal float[] Full(float weight)
    {
        var full = new float[Rank * Rank];
        for (int i = 0; i < Rank; i++)
            for (int j = 0; j < Rank; j++)
                full[(i * Rank) + j] = weight * Cells[(Math.Min(i, j) * SymmetricKernel.Stride(Rank)) + Math.Max(i, j)];
        return full;
    }

    private static int CountKnown(float[] factors, int rank)
    {
        int known = 0;
        for (int row = 0; row < factors.Length; row += rank)
            known += factors.AsSpan(row, rank).ContainsAnyExcept(0f) ? 1 : 0;
        return known;
    }

    private static void AddPanel(
        ReadOnlySpan<float> rows, int rank, float[] panel, float[] cells, SymmetricKernel kernel, Span<double> into)
    {
        int stride = SymmetricKernel.Stride(rank), count = rows.Length / rank;
        for (int row = 0; row < count; row++)
            rows.Slice(row * rank, rank).CopyTo(panel.AsSpan(row * stride));
        Array.Clear(cells);
        kernel.AddOuterProducts(panel, count, cells, rank);
        for (int i = 0; i < rank; i++)
            for (int at = (i * stride) + i; at < (i * stride) + rank; at++)
                into[at] += cells[at];
    }
}
