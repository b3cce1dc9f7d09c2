using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <remarks>
/// Explanations. The solution is linear in the targets: score_i = Σ_j s_ij · w_j with s_ij = y_iᵀ A⁻¹ y_j, A the user's matrix, w_j = c_j ·
/// p_j (explicit: r_j). Source: Hu, Koren, Volinsky 2008, section 5. The parts add up to the score, up to float32 rounding. A part is the
/// product of A⁻¹ y_i with the row w_j · y_j in the order of <see cref="Gemm"/>: the factor of A is at hand, so many items cost two
/// triangular solutions each and one matrix product.
/// </remarks>
public sealed partial class FoldIn
{
    private const int Columns = 16;

    private float[] _explained = [], _rows = [];
    private Gemm? _gemm;

    /// <summary>
    /// Splits the score that the user solved last gives <paramref name="item"/> into the parts of the history rows. Cost O(rank² + n·rank).
    /// </summary>
    /// <param name="item">The item whose score is explained.</param>
    /// <param name="items">The history of the user solved last.</param>
    /// <param name="values">Its values.</param>
    /// <param name="contributions">[n], overwritten: the part of each history row; all zero after a user without ratings.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item is unknown.</exception>
    public void Explain(int item, ReadOnlySpan<int> items, ReadOnlySpan<float> values, Span<float> contributions)
    {
        CheckHistory(items, values);
        CheckItem(item);
        if (contributions.Length != items.Length)
            throw new ArgumentException(
                $"A history of {items.Length} items has as many parts; there is room for {contributions.Length}.", nameof(contributions));
        contributions.Clear();
        if (!_solved)
            return;
        Span<float> solution = stackalloc float[SymmetricKernel.Stride(Rank)], row = stackalloc float[Rank];
        solution.Clear();
        ItemRow(item).CopyTo(solution);
        _kernel.Solve(_matrix, solution, Rank);
        for (int j = 0; j < items.Length; j++)
        {
            for (int k = 0; k < Rank; k++)
                row[k] = ItemRow(items[j])[k] * _weights.Weight(values[j]);
            contributions[j] = GemmScalar.Dot(row, solution[..Rank]);
        }
    }

    /// <summary>
    /// The same for many items at once: the same bits, see FoldInTests. Cost per item O(rank² + n·rank), nearly all in registers.
    /// </summary>
    /// <param name="explained">m items whose scores are explained.</param>
    /// <param name="items">The history of the user solved last.</param>
    /// <param name="values">Its values.</param>
    /// <param name="contributions">
    /// [n × stride], stride = m padded to 16, overwritten: row of the history, column of the explained item.
    /// </param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item is unknown.</exception>
    public void Explain(ReadOnlySpan<int> explained, ReadOnlySpan<int> items, ReadOnlySpan<float> values, float[] contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        CheckHistory(items, values);
        int stride = SymmetricKernel.Stride(explained.Length);
        if (contributions.Length < (long)items.Length * stride)
            throw new ArgumentException(
                $"{items.Length} history rows by {stride} items are {(long)items.Length * stride} parts; "
                + $"there is room for {contributions.Length}.", nameof(contributions));
        contributions.AsSpan(0, items.Length * stride).Clear();
        if (!_solved || explained.IsEmpty)
            return;
        SolveFor(explained, stride);
        int rowStride = SymmetricKernel.Stride(Rank);
        GatherWeighted(items, values, rowStride);
        _gemm ??= Gemm.Create();
        _gemm.Add(
            new MatrixView(_rows, 0, items.Length, Rank, rowStride), new MatrixView(_explained, 0, Rank, stride, stride),
            new MatrixView(contributions, 0, items.Length, stride, stride));
    }

    // Columns A⁻¹ y_i, zeros beyond the last item.
    private void SolveFor(ReadOnlySpan<int> explained, int stride)
    {
        int rows = SymmetricKernel.Stride(Rank);
        if (_explained.Length < rows * stride)
            _explained = new float[rows * stride];
        _explained.AsSpan(0, rows * stride).Clear();
        foreach (int item in explained)
            CheckItem(item);
        new RowsAhead(_itemFactors, Rank, explained).Ask(0, 1);
        for (int column = 0; column < explained.Length; column += Columns)
            Transpose(explained.Slice(column, Math.Min(Columns, explained.Length - column)), _explained.AsSpan(column), stride);
        _kernel.SolveColumns(_matrix, _explained, stride, Rank);
    }

    // Some item rows become columns side by side: a line of memory is written once, not once for each column.
    private void Transpose(ReadOnlySpan<int> items, Span<float> columns, int stride)
    {
        for (int k = 0; k < Rank; k++)
        {
            var line = columns.Slice(k * stride, items.Length);
            for (int column = 0; column < line.Length; column++)
                line[column] = _itemFactors[(items[column] * Rank) + k];
        }
    }

    private void GatherWeighted(ReadOnlySpan<int> items, ReadOnlySpan<float> values, int rowStride)
    {
        if (_rows.Length < items.Length * rowStride)
            _rows = new float[items.Length * rowStride];
        for (int first = 0; first < items.Length; first += PanelRows)
        {
            int rows = Math.Min(PanelRows, items.Length - first);
            _weights.Fill(values.Slice(first, rows), _panelScales, _panelWeights);
            _kernel.Gather(_itemFactors, Rank, items.Slice(first, rows), _panelWeights, _rows.AsSpan(first * rowStride));
        }
    }
}
