using RecPipeline.Formats.Columns;

namespace RecPipeline.Udfs;

/// <summary>Gathers lists, one per row, into a column.</summary>
public sealed class GrowingLists<T>
    where T : unmanaged
{
    private readonly List<int> _offsets = [0];
    private readonly List<T> _values = [];

    public void Add(ReadOnlySpan<T> values)
    {
        _values.AddRange(values);
        _offsets.Add(_values.Count);
    }

    /// <summary>The column of all lists so far, and none after it.</summary>
    /// <param name="type">Of an element.</param>
    public ListColumn ToColumn(DataType type)
    {
        var column = new ListColumn(DataType.List(type), _offsets.ToArray(), new Column<T>(type, _values.ToArray()));
        _offsets.RemoveRange(1, _offsets.Count - 1);
        _values.Clear();
        return column;
    }
}
