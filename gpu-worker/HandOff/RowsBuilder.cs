using RecPipeline.Formats.Columns;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>Gathers record batches of a hand-off into matrices and checks every index on the way.</summary>
internal sealed class RowsBuilder(int items)
{
    private readonly List<int> _users = [];
    private readonly Lists _items = new("items"), _targets = new("targets"), _seen = new("seen");
    private readonly List<float> _values = [];

    public int Rows => _users.Count;

    public long NonZeros => _items.Entries.Count;

    public int LongestRow => _items.Longest;

    /// <exception cref="ConfigurationException">A column is missing or of another type, or an index is outside;
    /// the message names file, row and column.</exception>
    public void Add(RecordBatch batch, string file)
    {
        int first = Rows;
        _users.AddRange(Typed<Column<int>>(batch, "user_index", file).Values);
        foreach (var lists in new[] { _items, _targets, _seen })
            lists.Add(Typed<ListColumn>(batch, lists.Name, file), items, file);
        AddValues(Typed<ListColumn>(batch, "values", file), file, first);
    }

    public HandOffRows Build()
    {
        var values = _values.ToArray();
        return new HandOffRows([.. _users], _items.Matrix(items, values), _targets.Matrix(items), _seen.Matrix(items));
    }

    private void AddValues(ListColumn column, string file, int first)
    {
        if (column.Elements is not Column<float> { HasNulls: false } elements)
            throw new ConfigurationException(
                $"{file}: column 'values' is {column.Type}, expected list<float32> without nulls. Write the hand-off again.");
        for (int row = 0; row < column.Length; row++)
        {
            int length = column.Offsets[row + 1] - column.Offsets[row];
            if (length != _items.Offsets[first + row + 1] - _items.Offsets[first + row])
                throw new ConfigurationException(
                    $"{file} row {row}: {length} values stand beside {_items.Offsets[first + row + 1] - _items.Offsets[first + row]} "
                        + "items. Write the hand-off again.");
            _values.AddRange(elements.Values.Slice(column.Offsets[row], length));
        }
    }

    private static T Typed<T>(RecordBatch batch, string name, string file)
        where T : Column
    {
        int at = batch.Schema.IndexOf(name);
        if (at < 0 || batch.Columns[at] is not T { HasNulls: false } column)
            throw new ConfigurationException(
                $"{file}: column '{name}' is {(at < 0 ? "missing" : batch.Schema[at].Type)}; a hand-off has user_index int32, items, "
                    + "targets and seen list<int32>, values list<float32>, without nulls.");
        return column;
    }

    private sealed class Lists(string name)
    {
        public string Name => name;

        public List<int> Offsets { get; } = [0];

        public List<int> Entries { get; } = [];

        public int Longest { get; private set; }

        public void Add(ListColumn column, int items, string file)
        {
            if (column.Elements is not Column<int> { HasNulls: false } elements)
                throw new ConfigurationException(
                    $"{file}: column '{name}' is {column.Type}, expected list<int32> without nulls. Write the hand-off again.");
            for (int row = 0; row < column.Length; row++)
                AddRow(elements.Values[column.Offsets[row]..column.Offsets[row + 1]], items, $"{file} row {row}");
        }

        public SparseMatrix Matrix(int items, float[]? values = null)
        {
            if (values is null)
                Array.Fill(values = new float[Entries.Count], 1f);
            return new SparseMatrix(items, [.. Offsets], [.. Entries], values);
        }

        private void AddRow(ReadOnlySpan<int> row, int items, string where)
        {
            int previous = -1;
            foreach (int item in row)
            {
                if (item <= previous || item >= items)
                    throw new ConfigurationException(
                        $"{where}: column '{name}' holds item {item} after {previous}; "
                            + $"items must ascend from 0 and stay below item_count {items}. Write the hand-off again.");
                previous = item;
            }
            Entries.AddRange(row);
            Offsets.Add(Entries.Count);
            Longest = Math.Max(Longest, row.Length);
        }
    }
}
