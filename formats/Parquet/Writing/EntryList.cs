using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Entries of a leaf on the way down the schema: levels so far, and the row in the current column, or −1 where nothing is below.</summary>
/// <remarks>
/// Rows 0 and 1 of <c>[[7, 8], []]</c> begin as (0, 0, row 0), (0, 0, row 1). The required list makes of them (0, 1, element 0), (1, 1, element 1), (0, 0, −1).
/// </remarks>
internal sealed class EntryList
{
    private readonly byte[] _repetitions;
    private readonly byte[] _definitions;
    private readonly int[] _rows;

    private EntryList(byte[] repetitions, byte[] definitions, int[] rows) => (_repetitions, _definitions, _rows) = (repetitions, definitions, rows);

    public ReadOnlySpan<byte> Repetitions => _repetitions;

    public ReadOnlySpan<byte> Definitions => _definitions;

    public static EntryList OfRows(int start, int count) => new(new byte[count], new byte[count], [.. Enumerable.Range(start, count)]);

    /// <summary>Whether the rows that are there follow one another without a gap, as the elements of most lists do.</summary>
    public bool AreNeighbours(out int start, out int count)
    {
        (start, count) = (0, 0);
        foreach (int row in _rows)
        {
            if (row < 0)
                continue;
            start = count == 0 ? row : start;
            if (row != start + count++)
                return false;
        }
        return true;
    }

    public int[] Alive() => [.. _rows.Where(row => row >= 0)];

    /// <summary>The entries after an optional node: one level deeper where there is a value, ended where it is null.</summary>
    public EntryList Optional(Column column)
    {
        var entries = new EntryList(_repetitions, [.. _definitions], [.. _rows]);
        for (int i = 0; i < _rows.Length; i++)
        {
            if (_rows[i] < 0)
                continue;
            if (column.IsNull(_rows[i]))
                entries._rows[i] = -1;
            else
                entries._definitions[i]++;
        }
        return entries;
    }

    /// <summary>The entries after a required node: the same.</summary>
    /// <exception cref="ArgumentException">There is a null where the schema allows none.</exception>
    public EntryList Required(Column column, string name)
    {
        int at = column.HasNulls ? Array.FindIndex(_rows, row => row >= 0 && column.IsNull(row)) : -1;
        return at < 0
            ? this
            : throw new ArgumentException($"Column '{name}' has a null in row {_rows[at]} of its values, the schema allows none.", nameof(column));
    }

    /// <summary>The entries after a list of the given repetition level: one for each element, or the list's own where it is empty.</summary>
    public EntryList Elements(ListColumn lists, byte repetition)
    {
        int count = 0;
        foreach (int row in _rows)
            count = checked(count + Math.Max(1, LengthOf(lists, row)));
        var entries = new EntryList(new byte[count], new byte[count], new int[count]);
        for (int i = 0, at = 0; i < _rows.Length; i++)
        {
            int length = LengthOf(lists, _rows[i]);
            entries.AddList(at, length, length == 0 ? -1 : lists.Offsets[_rows[i]], _repetitions[i], _definitions[i], repetition);
            at += Math.Max(1, length);
        }
        return entries;
    }

    private static int LengthOf(ListColumn lists, int row) => row < 0 ? 0 : lists.Offsets[row + 1] - lists.Offsets[row];

    // The first element continues what the list began, the others repeat at the list's level.
    private void AddList(int at, int length, int element, byte first, int definition, byte others)
    {
        int count = Math.Max(1, length);
        _repetitions.AsSpan(at, count).Fill(others);
        _repetitions[at] = first;
        _definitions.AsSpan(at, count).Fill((byte)(length == 0 ? definition : definition + 1));
        for (int i = 0; i < count; i++)
            _rows[at + i] = element + i;
    }
}
