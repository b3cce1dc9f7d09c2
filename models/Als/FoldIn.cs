using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>Finds the factors of one user while the item factors stay fixed; the training itself solves every row through this class.</summary>
/// <remarks>
/// Implicit: minimises Σ c_i (p_i − x·y_i)² + regParam · n · |x|² over all items, c_i = 1 + alpha·|r_i|, p_i = 1 where r_i > 0, else 0; n counts r_i > 0.
/// Explicit: minimises Σ (r_i − x·y_i)² + regParam · n · |x|² over the n rated items.
/// Source: Hu, Koren, Volinsky, ICDM 2008, equation 4; the weighting by n is from Zhou et al., AAIM 2008 (ALS-WR), as Spark's ALS has it,
/// so that a folded-in user and a trained user live on one scale. The unobserved part comes from the Gram matrix YᵀY, computed once and shared.
/// Order of sums: history rows in panels of 64, each from 0, added in order; then the ridge. All in float32, see <see cref="SymmetricKernel"/>.
/// One instance serves one thread. Cost of a user: O(n·rank² + rank³); no allocation after construction.
/// </remarks>
public sealed class FoldIn
{
    private const int PanelRows = 64;

    private readonly float[] _itemFactors, _matrix, _panel, _panelSum, _right, _explained;
    private readonly float[] _scales = new float[PanelRows], _weights = new float[PanelRows];
    private readonly GramMatrix? _gram;
    private readonly AlsParameters _parameters;
    private readonly SymmetricKernel _kernel;
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
            throw new ArgumentException($"Rank {p.Rank} does not fit {itemFactors.Length} item factors and a Gram matrix of rank {gram?.Rank}.", nameof(p));
        int stride = SymmetricKernel.Stride(p.Rank);
        (_itemFactors, _parameters, _kernel) = (itemFactors, p, kernel);
        _gram = p.ImplicitPrefs ? gram ?? GramMatrix.Of(itemFactors, p.Rank, 1, kernel, default) : null;
        (_matrix, _panel) = (new float[stride * stride], new float[PanelRows * stride]);
        (_panelSum, _right, _explained) = (new float[stride], new float[stride], new float[stride]);
    }

    private int Rank => _parameters.Rank;

    /// <summary>Solves one user. Without a rating (above zero, where implicit) the factors are zero.</summary>
    /// <param name="items">n item indices known to the model; unknown items are dropped by the caller.</param>
    /// <param name="values">[n] ratings, or what the biases leave of them.</param>
    /// <param name="userFactors">[rank], overwritten.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item is unknown; the message gives the numbers.</exception>
    public void Solve(ReadOnlySpan<int> items, ReadOnlySpan<float> values, Span<float> userFactors)
    {
        CheckHistory(items, values);
        if (userFactors.Length != Rank)
            throw new ArgumentException($"The factors of a user have {Rank} elements; there is room for {userFactors.Length}.", nameof(userFactors));
        int counted = CountRatings(values);
        _solved = counted > 0;
        userFactors.Clear();
        if (!_solved)
            return;
        Assemble(items, values, (float)(_parameters.RegParam * counted));
        _kernel.Factor(_matrix, Rank);
        _kernel.Solve(_matrix, _right, Rank);
        _right.AsSpan(0, Rank).CopyTo(userFactors);
    }

    /// <summary>Splits the score that the user solved last gives <paramref name="item"/> into the parts of the history rows.</summary>
    /// <remarks>
    /// The solution is linear in the targets: score_i = Σ_j s_ij · w_j with s_ij = y_iᵀ A⁻¹ y_j, A the user's matrix, w_j = c_j · p_j (explicit: r_j).
    /// Source: Hu, Koren, Volinsky 2008, section 5. The parts add up to the score, up to float32 rounding. Cost O(rank² + n·rank).
    /// </remarks>
    /// <param name="item">The item whose score is explained.</param>
    /// <param name="items">The history given to the last <see cref="Solve"/>.</param>
    /// <param name="values">Its values.</param>
    /// <param name="contributions">[n], overwritten: the part of each history row; all zero after a user without ratings.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item is unknown.</exception>
    public void Explain(int item, ReadOnlySpan<int> items, ReadOnlySpan<float> values, Span<double> contributions)
    {
        CheckHistory(items, values);
        CheckItem(item);
        if (contributions.Length != items.Length)
            throw new ArgumentException($"A history of {items.Length} items has as many parts; there is room for {contributions.Length}.", nameof(contributions));
        contributions.Clear();
        if (!_solved)
            return;
        ItemRow(item).CopyTo(_explained);
        _explained.AsSpan(Rank).Clear();
        _kernel.Solve(_matrix, _explained, Rank);
        for (int j = 0; j < items.Length; j++)
            contributions[j] = (double)Weight(values[j]) * CanonicalDot.Dot(_explained.AsSpan(0, Rank), ItemRow(items[j]));
    }

    private ReadOnlySpan<float> ItemRow(int item) => _itemFactors.AsSpan(item * Rank, Rank);

    // A = YᵀY + Σ alpha·|r|·y·yᵀ + ridge, right = Σ c·p·y; explicit: Σ y·yᵀ + ridge and Σ r·y.
    private void Assemble(ReadOnlySpan<int> items, ReadOnlySpan<float> values, float ridge)
    {
        if (_gram is null)
            Array.Clear(_matrix);
        else
            _gram.Cells.CopyTo(_matrix, 0);
        Array.Clear(_right);
        for (int first = 0; first < items.Length; first += PanelRows)
        {
            int rows = Math.Min(PanelRows, items.Length - first);
            AddPanel(items.Slice(first, rows), values.Slice(first, rows));
        }
        for (int i = 0; i < Rank; i++)
            _matrix[(i * SymmetricKernel.Stride(Rank)) + i] += ridge;
    }

    private void AddPanel(ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        for (int k = 0; k < items.Length; k++)
            (_scales[k], _weights[k]) = (Scale(values[k]), Weight(values[k]));
        _kernel.Gather(_itemFactors, Rank, items, _scales, _weights, _panel, _panelSum);
        _kernel.AddOuterProducts(_panel, items.Length, _matrix, Rank);
        for (int i = 0; i < Rank; i++)
            _right[i] += _panelSum[i];
    }

    // Squared, it is what an observed cell weighs above an unobserved one.
    private float Scale(float value) => _parameters.ImplicitPrefs ? MathF.Sqrt((float)_parameters.Alpha * MathF.Abs(value)) : 1f;

    private float Weight(float value)
    {
        if (!_parameters.ImplicitPrefs)
            return value;
        return value > 0 ? 1f + ((float)_parameters.Alpha * value) : 0f;
    }

    // A value that is no number counts, so that it reaches the factors and the check after them.
    private int CountRatings(ReadOnlySpan<float> values)
    {
        if (!_parameters.ImplicitPrefs)
            return values.Length;
        int count = 0;
        foreach (float value in values)
            count += value <= 0 ? 0 : 1;
        return count;
    }

    private void CheckHistory(ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        if (items.Length != values.Length)
            throw new ArgumentException($"A history needs as many values as items; there are {items.Length} items and {values.Length} values.", nameof(values));
        foreach (int item in items)
            CheckItem(item);
    }

    private void CheckItem(int item)
    {
        int known = _itemFactors.Length / Rank;
        if ((uint)item >= (uint)known)
            throw new ArgumentException($"Item index {item} is outside [0, {known}), the items of the model. Drop unknown items first.", nameof(item));
    }
}
