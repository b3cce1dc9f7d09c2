namespace RecPipeline.Models.Matrices;

/// <summary>A sparse matrix by rows (CSR): the form in which every model reads ratings or interactions.</summary>
/// <remarks>
/// Row r holds columns <c>Indices[Offsets[r]..Offsets[r + 1]]</c>, ascending and without repeats, and as many <c>Values</c>.
/// Example, 3 users × 4 items: rows {0: 5.0, 2: 3.0}, {}, {1: 4.5} are Offsets 0 2 2 3, Indices 0 2 1, Values 5 3 4.5.
/// </remarks>
public sealed partial class SparseMatrix
{
    private readonly int[] _offsets;
    private readonly int[] _indices;
    private readonly float[] _values;

    /// <summary>Takes arrays that are already in CSR form; nothing is copied.</summary>
    /// <exception cref="ArgumentException">
    /// Offsets do not rise from 0 to the number of entries, a row's columns do not ascend or lie outside [0, columns).
    /// </exception>
    public SparseMatrix(int columns, int[] offsets, int[] indices, float[] values)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        Columns = columns;
        (_offsets, _indices, _values) = (offsets, indices, values);
        Check();
    }

    public int Rows => _offsets.Length - 1;

    public int Columns { get; }

    public int Count => _indices.Length;

    public ReadOnlySpan<int> Offsets => _offsets;

    public ReadOnlySpan<int> Indices => _indices;

    public ReadOnlySpan<float> Values => _values;

    public ReadOnlySpan<int> RowIndices(int row) => _indices.AsSpan(_offsets[row].._offsets[row + 1]);

    public ReadOnlySpan<float> RowValues(int row) => _values.AsSpan(_offsets[row].._offsets[row + 1]);

    public int RowCount(int row) => _offsets[row + 1] - _offsets[row];

    /// <summary>The same entries by columns. Cost O(entries + columns).</summary>
    public SparseMatrix Transpose()
    {
        var byColumn = Group(Columns, _indices, CsrOffsets.RowOfEntry(_offsets), _values);
        return new SparseMatrix(Rows, byColumn.Offsets, byColumn.Indices, byColumn.Values);
    }

    /// <summary>Rows first … end − 1 as a matrix of their own. Cost O(its entries).</summary>
    public SparseMatrix RowRange(int first, int end)
    {
        int start = _offsets[first];
        return new SparseMatrix(
            Columns, Array.ConvertAll(_offsets[first..(end + 1)], offset => offset - start),
            _indices[start.._offsets[end]], _values[start.._offsets[end]]);
    }

    /// <summary>The cells whose value is at least <paramref name="threshold"/>.</summary>
    public SparseMatrix AtLeast(double threshold)
    {
        var offsets = new int[Rows + 1];
        int kept = CountAtLeast(threshold);
        var (indices, values, next) = (new int[kept], new float[kept], 0);
        for (int row = 0; row < Rows; row++)
        {
            for (int at = _offsets[row]; at < _offsets[row + 1]; at++)
                if (_values[at] >= threshold)
                {
                    indices[next] = _indices[at];
                    values[next++] = _values[at];
                }
            offsets[row + 1] = next;
        }
        return new SparseMatrix(Columns, offsets, indices, values);
    }

    /// <summary>The same cells with every value replaced by 1.</summary>
    public SparseMatrix Binary()
    {
        var ones = new float[Count];
        Array.Fill(ones, 1f);
        return WithValues(ones);
    }

    /// <summary>The same cells with other values, one per cell in the order of <see cref="Values"/>; nothing is copied.</summary>
    public SparseMatrix WithValues(float[] values) => new(Columns, _offsets, _indices, values);

    private int CountAtLeast(double threshold)
    {
        int count = 0;
        foreach (float value in _values)
            count += value >= threshold ? 1 : 0;
        return count;
    }

    private void Check()
    {
        if (_offsets.Length == 0 || _offsets[0] != 0 || _offsets[^1] != _indices.Length || _values.Length != _indices.Length)
            throw new ArgumentException(
                $"Offsets end at {_offsets.LastOrDefault(-1)}, but there are {_indices.Length} columns and {_values.Length} values.");
        for (int r = 0; r < Rows; r++)
            CheckRow(r);
    }

    private void CheckRow(int row)
    {
        if (_offsets[row] > _offsets[row + 1])
            throw new ArgumentException($"Offsets fall after row {row}.");
        int previous = -1;
        foreach (int column in RowIndices(row))
        {
            if (column <= previous || column >= Columns)
                throw new ArgumentException($"Row {row} has column {column} after {previous}; columns must ascend below {Columns}.");
            previous = column;
        }
    }
}
