using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Entries of a leaf on the way down the schema: levels so far, and the row in the current column, or −1 where nothing is below.</summary>
/// <remarks>
/// Rows 0 and 1 of <c>[[7, 8], []]</c> begin as (0, 0, row 0), (0, 0, row 1). The required list makes of them (0, 1, element 0), (1, 1, element 1), (0, 0, −1).
/// </remarks>
internal sealed class EntryList
{
    private readonly List<byte> _repetitions = [];
    private readonly List<byte> _definitions = [];
    private readonly List<int> _rows = [];

    public ReadOnlySpan<byte> Repetitions => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_repetitions);

    public ReadOnlySpan<byte> Definitions => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_definitions);

    public static EntryList OfRows(int start, int count)
    {
        var entries = new EntryList();
        for (int row = start; row < start + count; row++)
            entries.Add(0, 0, row);
        return entries;
    }

    public int[] Alive() => [.. _rows.Where(row => row >= 0)];

    /// <summary>The entries after an optional node: one level deeper where there is a value, ended where it is null.</summary>
    public EntryList Optional(Column column) => Map((row, definition) => column.IsNull(row) ? (-1, definition) : (row, definition + 1));

    /// <exception cref="ArgumentException">There is a null where the schema allows none.</exception>
    public EntryList Required(Column column, string name) => !column.HasNulls ? this : Map((row, definition) => column.IsNull(row)
        ? throw new ArgumentException($"Column '{name}' has a null in row {row} of its values, the schema allows none.", nameof(column))
        : (row, definition));

    /// <summary>The entries after a list of the given repetition level: one for each element, or the list's own where it is empty.</summary>
    public EntryList Elements(ListColumn lists, byte repetition)
    {
        var entries = new EntryList();
        for (int i = 0; i < _rows.Count; i++)
        {
            var (start, end) = _rows[i] < 0 ? (0, 0) : (lists.Offsets[_rows[i]], lists.Offsets[_rows[i] + 1]);
            if (start == end)
                entries.Add(_repetitions[i], _definitions[i], -1);
            for (int element = start; element < end; element++)
                entries.Add(element == start ? _repetitions[i] : repetition, _definitions[i] + 1, element);
        }
        return entries;
    }

    private EntryList Map(Func<int, int, (int Row, int Definition)> change)
    {
        var entries = new EntryList();
        for (int i = 0; i < _rows.Count; i++)
        {
            var (row, definition) = _rows[i] < 0 ? (-1, _definitions[i]) : change(_rows[i], _definitions[i]);
            entries.Add(_repetitions[i], definition, row);
        }
        return entries;
    }

    private void Add(byte repetition, int definition, int row)
    {
        _repetitions.Add(repetition);
        _definitions.Add((byte)definition);
        _rows.Add(row);
    }
}
