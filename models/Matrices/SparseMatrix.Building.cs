namespace RecPipeline.Models.Matrices;

// From triples: sorting by counting.
public sealed partial class SparseMatrix
{
    /// <summary>Builds the matrix from (row, column, value) triples in any order. Two triples for one cell are refused.</summary>
    /// <remarks>
    /// Cost O(entries + rows + columns): two stable counting sorts, by column and then by row; triples that are sorted already are only
    /// copied.
    /// </remarks>
    /// <exception cref="ArgumentException">Lengths differ, an index lies outside the matrix, or a cell occurs twice.</exception>
    public static SparseMatrix FromTriples(
        int rows, int columns, ReadOnlySpan<int> row, ReadOnlySpan<int> column, ReadOnlySpan<float> value)
    {
        if (row.Length != column.Length || row.Length != value.Length)
            throw new ArgumentException(
                $"{row.Length} rows, {column.Length} columns and {value.Length} values do not make triples.", nameof(value));
        if (AreSorted(row, column))
            return new SparseMatrix(columns, CsrOffsets.OfEntries(rows, row), column.ToArray(), value.ToArray());
        var byColumn = Group(columns, column, row, value);
        var byRow = Group(rows, byColumn.Indices, CsrOffsets.RowOfEntry(byColumn.Offsets), byColumn.Values);
        return new SparseMatrix(columns, byRow.Offsets, byRow.Indices, byRow.Values);
    }

    /// <summary>
    /// The same over arrays that nobody writes into any more: sorted triples are taken over, not copied. Cost O(rows) of memory then.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths differ, an index lies outside the matrix, or a cell occurs twice.</exception>
    public static SparseMatrix OverTriples(int rows, int columns, int[] row, int[] column, float[] value)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(value);
        return row.Length == column.Length && AreSorted(row, column)
            ? new SparseMatrix(columns, CsrOffsets.OfEntries(rows, row), column, value)
            : FromTriples(rows, columns, row, column, value);
    }

    // By row and then column, without repeats.
    private static bool AreSorted(ReadOnlySpan<int> row, ReadOnlySpan<int> column)
    {
        for (int i = 1; i < row.Length; i++)
            if (row[i - 1] > row[i] || (row[i - 1] == row[i] && column[i - 1] >= column[i]))
                return false;
        return true;
    }

    // A stable counting sort by `key`; what is stored inside each group keeps its order of arrival.
    private static Csr Group(int groups, ReadOnlySpan<int> key, ReadOnlySpan<int> other, ReadOnlySpan<float> value)
    {
        var offsets = CsrOffsets.OfEntries(groups, key);
        var next = offsets.AsSpan(0, groups).ToArray();
        var (indices, values) = (new int[key.Length], new float[key.Length]);
        for (int i = 0; i < key.Length; i++)
        {
            int at = next[key[i]]++;
            indices[at] = other[i];
            values[at] = value[i];
        }
        return new Csr(offsets, indices, values);
    }

    private readonly record struct Csr(int[] Offsets, int[] Indices, float[] Values);
}
