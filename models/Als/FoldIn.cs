using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>
/// Finds the factors of one user while the item factors stay fixed; the training itself solves every row through this class.
/// </summary>
/// <remarks>
/// Implicit: minimises Σ c_i (p_i − x·y_i)² + regParam · n · |x|² over all items, c_i = 1 + alpha·|r_i|, p_i = 1 where r_i > 0, else 0; n
/// counts r_i > 0 (for the other objective see <see cref="AlsObjective"/>).
/// Explicit: minimises Σ (r_i − x·y_i)² + regParam · n · |x|² over the n rated items.
/// Source: Hu, Koren, Volinsky, ICDM 2008, equation 4; the weighting by n is from Zhou et al., AAIM 2008 (ALS-WR), as Spark's ALS has it,
/// so that a folded-in user and a trained user live on one scale. The unobserved part comes from the Gram matrix YᵀY, computed once and
/// shared. Order of sums: history rows in panels of 64, each from 0, added in order; then the ridge. All in float32, see
/// <see cref="SymmetricKernel"/>.
/// One instance serves one thread. Cost of a user: O(n·rank² + rank³); no allocation after construction.
/// </remarks>
public sealed partial class FoldIn : IRowSolver
{
    private const int PanelRows = 64;

    private readonly float[] _itemFactors, _gram, _matrix, _panel, _panelSum, _right;
    private readonly float[] _panelScales = new float[PanelRows], _panelWeights = new float[PanelRows];
    private readonly CellWeights _weights;
    private readonly SymmetricKernel _kernel;
    private readonly int _knownItems;
    private bool _solved;

    /// <param name="itemFactors">[items × rank], row-major float32; row i belongs to item index i.</param>
    /// <param name="p">The parameters of the training.</param>
    /// <param name="gram">YᵀY of the same item factors, shared between threads; computed here where it is needed and null.</param>
    /// <exception cref="ArgumentException">The factors are not whole rows, or the Gram matrix has another rank.</exception>
    public FoldIn(float[] itemFactors, AlsParameters p, GramMatrix? gram = null)
        : this(itemFactors, p, gram, SymmetricKernel.Chosen)
    {
    }

    internal FoldIn(float[] itemFactors, AlsParameters p, GramMatrix? gram, SymmetricKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(itemFactors);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        if (itemFactors.Length % p.Rank != 0 || (gram is not null && gram.Rank != p.Rank))
            throw new ArgumentException(
                $"Rank {p.Rank} does not fit {itemFactors.Length} item factors and a Gram matrix of rank {gram?.Rank}.", nameof(p));
        if (p.ImplicitPrefs)
            gram ??= GramMatrix.Of(itemFactors, p.Rank, 1, kernel, default);
        int stride = SymmetricKernel.Stride(p.Rank);
        (_itemFactors, _weights, _kernel, Rank) = (itemFactors, new CellWeights(p), kernel, p.Rank);
        _gram = p.ImplicitPrefs ? gram!.Scaled(_weights.GramWeight) : new float[stride * stride];
        _knownItems = gram?.KnownRows ?? 0;
        (_matrix, _panel) = (new float[stride * stride], new float[PanelRows * stride]);
        (_panelSum, _right) = (new float[stride], new float[stride]);
    }

    private int Rank { get; }

    /// <summary>Solves one user. Without a rating (above zero, where implicit) the factors are zero.</summary>
    /// <param name="columns">n item indices known to the model; unknown items are dropped by the caller.</param>
    /// <param name="values">[n] ratings, or what the biases leave of them.</param>
    /// <param name="factors">[rank], overwritten.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item is unknown; the message gives the numbers.</exception>
    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> factors) => Solve(columns, values, factors, []);

    /// <inheritdoc/>
    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> factors, ReadOnlySpan<int> nextColumns)
    {
        CheckHistory(columns, values);
        if (factors.Length != Rank)
            throw new ArgumentException(
                $"The factors of a user have {Rank} elements; there is room for {factors.Length}.", nameof(factors));
        int count = _weights.Count(values);
        _solved = count > 0;
        factors.Clear();
        if (!_solved)
            return;
        Assemble(columns, values, _weights.Ridge(count, _knownItems), nextColumns);
        _kernel.Factor(_matrix, Rank);
        _kernel.Solve(_matrix, _right, Rank);
        _right.AsSpan(0, Rank).CopyTo(factors);
    }

    private ReadOnlySpan<float> ItemRow(int item) => _itemFactors.AsSpan(item * Rank, Rank);

    // A = gramWeight · YᵀY + Σ extra·y·yᵀ + ridge, right = Σ weight·y, see CellWeights.
    private void Assemble(ReadOnlySpan<int> items, ReadOnlySpan<float> values, float ridge, ReadOnlySpan<int> nextItems)
    {
        _gram.CopyTo(_matrix, 0);
        Array.Clear(_right);
        for (int first = 0; first < items.Length; first += PanelRows)
        {
            int rows = Math.Min(PanelRows, items.Length - first);
            var after = first + rows < items.Length ? items[(first + rows)..] : nextItems;
            AddPanel(items.Slice(first, rows), values.Slice(first, rows), after[..Math.Min(PanelRows, after.Length)]);
        }
        for (int i = 0; i < Rank; i++)
            _matrix[(i * SymmetricKernel.Stride(Rank)) + i] += ridge;
    }

    private void AddPanel(ReadOnlySpan<int> items, ReadOnlySpan<float> values, ReadOnlySpan<int> itemsAhead)
    {
        _weights.Fill(values, _panelScales, _panelWeights);
        _kernel.Gather(_itemFactors, Rank, items, _panelScales, _panel);
        _kernel.SumRows(_itemFactors, Rank, items, _panelWeights, _panelSum);
        _kernel.AddOuterProducts(_panel, items.Length, _matrix, Rank, new RowsAhead(_itemFactors, Rank, itemsAhead));
        for (int i = 0; i < Rank; i++)
            _right[i] += _panelSum[i];
    }

    private void CheckHistory(ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        if (items.Length != values.Length)
            throw new ArgumentException(
                $"A history needs as many values as items; there are {items.Length} items and {values.Length} values.", nameof(values));
        if (items.IsEmpty)
            return;
        uint largest = 0;
        foreach (int item in items)
            largest = Math.Max(largest, (uint)item);
        CheckItem((int)largest);
    }

    private void CheckItem(int item)
    {
        int known = _itemFactors.Length / Rank;
        if ((uint)item >= (uint)known)
            throw new ArgumentException(
                $"Item index {item} is outside [0, {known}), the items of the model. Drop unknown items first.", nameof(item));
    }
}
