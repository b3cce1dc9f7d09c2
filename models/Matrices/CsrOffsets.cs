namespace RecPipeline.Models.Matrices;

/// <summary>Builds the offsets of rows of different lengths: row r lies at <c>offsets[r]..offsets[r + 1]</c>.</summary>
public static class CsrOffsets
{
    /// <summary>From the length of each row: lengths 2 0 1 give 0 2 2 3.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 entries.</exception>
    public static int[] OfLengths(int rows, Func<int, int> lengthOf)
    {
        ArgumentNullException.ThrowIfNull(lengthOf);
        var offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++)
            offsets[row + 1] = checked(offsets[row] + lengthOf(row));
        return offsets;
    }

    /// <summary>From the row of each entry, in any order: rows 2 0 0 of three give 0 2 2 3.</summary>
    /// <exception cref="ArgumentException">A row lies outside [0, rows).</exception>
    public static int[] OfEntries(int rows, ReadOnlySpan<int> rowOfEntry)
    {
        var offsets = new int[rows + 1];
        foreach (int row in rowOfEntry)
        {
            if ((uint)row >= (uint)rows)
                throw new ArgumentException($"Index {row} is outside [0, {rows}), the size of the matrix.", nameof(rowOfEntry));
            offsets[row + 1]++;
        }
        for (int row = 0; row < rows; row++)
            offsets[row + 1] += offsets[row];
        return offsets;
    }

    /// <summary>The row of every entry: offsets 0 2 2 3 give 0 0 2.</summary>
    public static int[] RowOfEntry(ReadOnlySpan<int> offsets)
    {
        var rows = new int[offsets[^1]];
        for (int row = 0; row + 1 < offsets.Length; row++)
            rows.AsSpan(offsets[row]..offsets[row + 1]).Fill(row);
        return rows;
    }
}
