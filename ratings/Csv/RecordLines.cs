namespace RecPipeline.Ratings.Csv;

/// <summary>Turns records of a chunk into lines: only records of several lines are kept, and there are few.</summary>
/// <example>Three records of which the second, row 1, takes four lines: rows 0, 1 and 2 begin 0, 1 and 5 lines behind the first.</example>
internal sealed class RecordLines
{
    private readonly List<int> _rows = [];

    // Lines beyond one per record, up to and including the record of the same place in _rows.
    private readonly List<long> _more = [];

    /// <summary>Says that a record takes several lines; rows come in ascending order.</summary>
    public void Add(int row, int lines)
    {
        _more.Add((_more.Count == 0 ? 0 : _more[^1]) + lines - 1);
        _rows.Add(row);
    }

    /// <summary>Lines of the records before <paramref name="row"/>. Cost: O(log of the records of several lines).</summary>
    public long Before(int row)
    {
        if (_rows.Count == 0)
            return row;
        int at = _rows.BinarySearch(row);
        int before = at < 0 ? ~at : at;
        return row + (before == 0 ? 0 : _more[before - 1]);
    }

    public void Clear()
    {
        _rows.Clear();
        _more.Clear();
    }
}
