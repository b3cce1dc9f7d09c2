using RecPipeline.Formats.Columns;

namespace RecPipeline.Jobs.Tables;

/// <summary>What was decoded, or made, of which version of a table.</summary>
/// <param name="Version">Folder and content hash: another version is another entry.</param>
/// <param name="What">The rows, or what was made of them.</param>
public readonly record struct CacheKey(string Table, string Version, string What)
{
    public const string Rows = "rows";
}

/// <summary>Keeps what a run has decoded and made of tables, so that it does so once: what was used longest ago goes first.</summary>
/// <remarks>
/// Several threads may ask at a time; one makes a value, the others wait for it. Values are shared, so nobody writes into them. What two
/// values share, such as a matrix and the rows under it, counts for both. Example, a limit of 10: rows of 6 and a matrix of 4 are kept; 5
/// more push the rows out.
/// </remarks>
/// <param name="limit">Bytes that may be kept; 0 keeps nothing.</param>
/// <param name="log">Takes a line whenever something is kept or let go.</param>
public sealed class TableCache(long limit, Action<string>? log = null)
{
    // Data of MovieLens-20M's size (ratings 400 MB, the matrix over them, factors, ids) fit on a machine with 16 GB.
    private const int ShareOfMemory = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, Entry> _entries = [];
    private readonly HashSet<CacheKey> _tooLarge = [];
    private long _bytes;
    private long _uses;

    /// <summary>The limit on this machine, or in this container: a sixteenth of its memory.</summary>
    public static long LimitOfMachine => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory;

    /// <summary>Bytes that may be kept.</summary>
    public long Limit => limit;

    /// <summary>What is kept, in bytes.</summary>
    public long KeptBytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>False where nothing is kept, or where the value turned out to be larger than the limit.</summary>
    public bool MayHold(CacheKey key)
    {
        lock (_gate)
            return limit > 0 && !_tooLarge.Contains(key);
    }

    /// <summary>The value, or null where it is not kept.</summary>
    public T? Find<T>(CacheKey key)
        where T : class
    {
        lock (_gate)
            return _entries.TryGetValue(key, out var entry) && entry.IsMade ? (T)Used(entry).Value.Value : null;
    }

    /// <summary>
    /// The value, made by the first who asks. What making throws is thrown to all who wait, and the next one tries again.
    /// </summary>
    /// <param name="bytes">What the value takes in memory; one above the limit is given and not kept.</param>
    public T GetOrMake<T>(CacheKey key, Func<T> make, Func<T, long> bytes)
        where T : class
    {
        if (!MayHold(key))
            return make();
        var entry = EntryOf(key, make);
        try
        {
            var value = (T)entry.Value.Value;
            Account(key, entry, bytes(value));
            return value;
        }
        catch
        {
            Remove(key, entry);
            throw;
        }
    }

    /// <summary>Lets go of what is kept of other tables.</summary>
    public void KeepOnly(IReadOnlySet<string> tables)
    {
        lock (_gate)
            foreach (var (key, entry) in _entries.Where(each => each.Value.IsMade && !tables.Contains(each.Key.Table)).ToList())
                Remove(key, entry);
    }

    /// <summary>What a batch takes in memory.</summary>
    public static long Bytes(RecordBatch rows) => rows.Columns.Sum(Bytes);

    private static long Bytes(Column column) => column.Validity.Length + column switch
    {
        FixedWidthColumn numbers => numbers.ValueBytes.Length,
        BytesColumn texts => (sizeof(int) * (long)texts.Offsets.Length) + texts.Bytes.Length,
        ListColumn lists => (sizeof(int) * (long)lists.Offsets.Length) + Bytes(lists.Elements),
        StructColumn structs => structs.Children.Sum(Bytes),
        _ => 0,
    };

    private Entry EntryOf(CacheKey key, Func<object> make)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
                _entries.Add(key, entry = new Entry(new Lazy<object>(make)));
            return Used(entry);
        }
    }

    private Entry Used(Entry entry)
    {
        entry.LastUse = ++_uses;
        return entry;
    }

    private void Account(CacheKey key, Entry entry, long bytes)
    {
        lock (_gate)
        {
            if (entry.IsMade || !_entries.TryGetValue(key, out var known) || known != entry)
                return;
            if (bytes > limit)
            {
                _tooLarge.Add(key);
                _entries.Remove(key);
                return;
            }
            (entry.IsMade, entry.Bytes, _bytes) = (true, bytes, _bytes + bytes);
            MakeRoom();
            Log("keeps", key, bytes);
        }
    }

    private void MakeRoom()
    {
        while (_bytes > limit)
        {
            var (key, entry) = _entries.Where(each => each.Value.IsMade).MinBy(each => each.Value.LastUse);
            Remove(key, entry);
        }
    }

    private void Remove(CacheKey key, Entry entry)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var known) || known != entry)
                return;
            _entries.Remove(key);
            _bytes -= entry.Bytes;
            Log("lets go of", key, entry.Bytes);
        }
    }

    private void Log(string does, CacheKey key, long bytes) => log?.Invoke(
        $"table cache: {does} {key.What} of '{key.Table}', {bytes >> 20:N0} MiB; "
            + $"holds {_bytes >> 20:N0} of {limit >> 20:N0} MiB in {_entries.Count:N0} entries");

    private sealed class Entry(Lazy<object> value)
    {
        public Lazy<object> Value => value;

        public bool IsMade { get; set; }

        public long Bytes { get; set; }

        public long LastUse { get; set; }
    }
}
