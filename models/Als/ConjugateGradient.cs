using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>A few steps of conjugate gradients per row, from the factors of the iteration before; the matrix is never formed.</summary>
/// <remarks>
/// A·v = gramWeight · YᵀY·v + ridge · v + Σ extra_j · (y_j·v) · y_j, see <see cref="CellWeights"/>. Inexact rows are no worse after a few
/// iterations, because the next iteration goes on where this one stopped. Source: Takács, Pilászy, Tikk, RecSys 2011.
/// Sums run over panels of 64 history rows, each from 0, in order; dot products are canonical.
/// </remarks>
internal sealed class ConjugateGradient : IRowSolver
{
    private const int PanelRows = 64;
    private const float Solved = 1e-20f; // squared length of a residual that no float32 step can improve

    private readonly float[] _source, _gram, _residual, _direction, _product, _panelSum;
    private readonly float[] _panelWeights = new float[PanelRows];
    private readonly int[] _gramRows;
    private readonly AlsParameters _parameters;
    private readonly CellWeights _weights;
    private readonly SymmetricKernel _kernel;
    private readonly int _knownRows;

    public ConjugateGradient(float[] source, AlsParameters p, GramMatrix? gram, SymmetricKernel kernel)
    {
        int rank = p.Rank;
        (_source, _parameters, _weights, _kernel) = (source, p, new CellWeights(p), kernel);
        _gram = gram?.Full(_weights.GramWeight) ?? [];
        _gramRows = [.. Enumerable.Range(0, gram is null ? 0 : rank)];
        _knownRows = gram?.KnownRows ?? 0;
        (_residual, _direction, _product, _panelSum) = (new float[rank], new float[rank], new float[rank], new float[rank]);
    }

    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> factors)
    {
        int count = _weights.Count(values);
        if (count == 0)
        {
            factors.Clear();
            return;
        }
        float ridge = _weights.Ridge(count, _knownRows);
        SetResidual(columns, values, ridge, factors);
        _residual.CopyTo(_direction, 0);
        float squares = CanonicalDot.Dot(_residual, _residual);
        for (int step = 0; step < _parameters.CgSteps && !(squares <= Solved); step++)
            squares = Step(columns, values, ridge, factors, squares);
    }

    private float Step(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float ridge, Span<float> factors, float squares)
    {
        Multiply(columns, values, ridge, _direction);
        float length = squares / CanonicalDot.Dot(_direction, _product);
        Axpy.Add(length, _direction, factors);
        Axpy.Add(-length, _product, _residual);
        float next = CanonicalDot.Dot(_residual, _residual);
        for (int i = 0; i < _direction.Length; i++)
            _direction[i] = MathF.FusedMultiplyAdd(next / squares, _direction[i], _residual[i]);
        return next;
    }

    // residual = b − A·x
    private void SetResidual(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float ridge, ReadOnlySpan<float> x)
    {
        Multiply(columns, values, ridge, x);
        Array.Clear(_residual);
        for (int first = 0; first < columns.Length; first += PanelRows)
        {
            int rows = Math.Min(PanelRows, columns.Length - first);
            for (int k = 0; k < rows; k++)
                _panelWeights[k] = _weights.Weight(values[first + k]);
            AddPanel(columns.Slice(first, rows), _residual);
        }
        Axpy.Add(-1f, _product, _residual);
    }

    // product = A·v
    private void Multiply(ReadOnlySpan<int> columns, ReadOnlySpan<float> values, float ridge, ReadOnlySpan<float> v)
    {
        _kernel.SumRows(_gram, v.Length, _gramRows, v[.._gramRows.Length], _product);
        Axpy.Add(ridge, v, _product);
        for (int first = 0; first < columns.Length; first += PanelRows)
        {
            var panel = columns.Slice(first, Math.Min(PanelRows, columns.Length - first));
            _kernel.DotRows(_source, v.Length, panel, v, _panelWeights);
            for (int k = 0; k < panel.Length; k++)
                _panelWeights[k] *= _weights.Extra(values[first + k]);
            AddPanel(panel, _product);
        }
    }

    private void AddPanel(ReadOnlySpan<int> columns, Span<float> into)
    {
        _kernel.SumRows(_source, into.Length, columns, _panelWeights, _panelSum);
        for (int i = 0; i < into.Length; i++)
            into[i] += _panelSum[i];
    }
}
