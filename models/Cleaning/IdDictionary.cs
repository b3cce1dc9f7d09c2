using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Cleaning;

/// <summary>The distinct raw ids of a table, ascending, and the dense index of each: its place in that order, from 0.</summary>
/// <remarks>
/// Example: the ids 7, 3, 900, 3 are Ids 3 7 900, and IndexOf(900) is 2.
/// Looking up reads a plain table when the ids lie close together (as MovieLens ids do), and hashes otherwise.
/// </remarks>
public sealed class IdDictionary
{
    private readonly long[] _ids;
    private readonly long _first;
    private readonly int[]? _direct; // index + 1 by id − _first; 0 is absent
    private readonly IdTable? _hashed;

    private IdDictionary(long[] ascending)
    {
        _ids = ascending;
        _first = ascending.Length == 0 ? 0 : ascending[0];
        if (ascending.Length > 0 && IdSpan.IsDense(_first, ascending[^1], ascending.Length))
            _direct = Direct(ascending);
        else
            _hashed = Hashed(ascending);
    }

    public int Count => _ids.Length;

    /// <summary>Raw ids, ascending: entry i has index i.</summary>
    public long[] Ids => _ids;

    /// <summary>Numbers the distinct values of <paramref name="ids"/>. Cost O(ids + distinct·log distinct).</summary>
    public static IdDictionary Build(ReadOnlySpan<long> ids)
    {
        var distinct = new DistinctIds();
        distinct.Add(ids);
        return new IdDictionary(distinct.Ascending());
    }

    /// <summary>Numbers ids that were gathered in parts.</summary>
    public static IdDictionary Build(DistinctIds ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new IdDictionary(ids.Ascending());
    }

    /// <summary>The dense index of a raw id, or −1 when it is not among <see cref="Ids"/>.</summary>
    public int IndexOf(long id)
    {
        if (_hashed is not null)
            return _hashed.Find(id);
        ulong place = (ulong)id - (ulong)_first;
        return place < (ulong)_direct!.Length ? _direct[place] - 1 : -1;
    }

    /// <summary>Writes the index of every id (−1 for one that is absent), on <paramref name="threads"/> threads.</summary>
    /// <exception cref="ArgumentException">Lengths differ; the message gives both.</exception>
    public void Map(ReadOnlyMemory<long> ids, Memory<int> indices, int threads)
    {
        if (ids.Length != indices.Length)
            throw new ArgumentException($"{ids.Length} ids cannot be written to {indices.Length} indices.", nameof(indices));
        RowChunks.Run(
            ids.Length, RowChunks.PerThread(ids.Length, threads), threads,
            (start, end) => Map(ids.Span[start..end], indices.Span[start..end]), CancellationToken.None);
    }

    private void Map(ReadOnlySpan<long> ids, Span<int> indices)
    {
        for (int i = 0; i < ids.Length; i++)
            indices[i] = IndexOf(ids[i]);
    }

    private static int[] Direct(long[] ascending)
    {
        var direct = new int[ascending[^1] - ascending[0] + 1];
        for (int i = 0; i < ascending.Length; i++)
            direct[ascending[i] - ascending[0]] = i + 1;
        return direct;
    }

    private static IdTable Hashed(long[] ascending)
    {
        var table = new IdTable(ascending.Length);
        for (int i = 0; i < ascending.Length; i++)
            table.Add(ascending[i], i);
        return table;
    }
}

/// <summary>When a table by id is better than hashing.</summary>
internal static class IdSpan
{
    /// <summary>True when the ids from first to last need at most 4 MiB, or 64 bytes per id.</summary>
    public static bool IsDense(long first, long last, int count)
    {
        ulong span = (ulong)last - (ulong)first;
        return span < Math.Max(1UL << 20, 16UL * (ulong)count) && span < int.MaxValue / 4;
    }
}

/// <summary>A set of raw ids that answers "is it in?" for every row of a big table. Safe to read from many threads.</summary>
public sealed class IdSet
{
    private readonly IdDictionary _ids;

    /// <summary>The distinct ids among <paramref name="ids"/>.</summary>
    public IdSet(ReadOnlySpan<long> ids) => _ids = IdDictionary.Build(ids);

    public int Count => _ids.Count;

    public bool Contains(long id) => _ids.IndexOf(id) >= 0;
}
