namespace RecPipeline.Models.Cleaning;

/// <summary>Gathers the distinct ids of a long column, part by part. One thread at a time.</summary>
/// <remarks>
/// Runs of one id, as in a file sorted by user, cost one comparison per row. Plain twin: <c>Distinct().Order()</c>, see the tests.
/// </remarks>
public sealed class DistinctIds
{
    private readonly IdTable _table = new(1 << 12);
    private long[] _ids = new long[1 << 12];

    public int Count => _table.Count;

    public void Add(ReadOnlySpan<long> ids)
    {
        if (ids.IsEmpty)
            return;
        AddOne(ids[0]);
        for (int i = 1; i < ids.Length; i++)
        {
            if (ids[i] != ids[i - 1])
                AddOne(ids[i]);
        }
    }

    /// <summary>Everything that <paramref name="other"/> has seen.</summary>
    public void Add(DistinctIds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Add(other._ids.AsSpan(0, other.Count));
    }

    /// <summary>The distinct ids in ascending order: a new array.</summary>
    public long[] Ascending()
    {
        long[] ascending = _ids.AsSpan(0, Count).ToArray();
        Array.Sort(ascending);
        return ascending;
    }

    private void AddOne(long id)
    {
        int place = Count;
        if (!_table.Add(id, place))
            return;
        if (place == _ids.Length)
            Array.Resize(ref _ids, 2 * place);
        _ids[place] = id;
    }
}
