using System.Collections.Concurrent;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tables;

/// <content>Rows of tables: read once, proven once, kept while a run needs them.</content>
public sealed partial class Catalog
{
    // Rows of a batch of a table that is kept.
    private const int SliceRows = 1 << 20;

    // Versions whose rows have been held against their content hash, here and by executors.
    private readonly ConcurrentDictionary<string, bool> _proven = [];
    private readonly ConcurrentDictionary<string, bool> _provenElsewhere = [];
    private readonly TableCache _cache = cache ?? new TableCache(0);
    private IReadOnlySet<string> _readLater = new HashSet<string>();

    /// <summary>
    /// A whole table, or the named columns of it, decoded once and kept. What it gives is shared: nobody writes into its arrays.
    /// </summary>
    public Table Load(string table, params IReadOnlyList<string> columns)
    {
        var key = KeyOf(table);
        if (!_cache.MayHold(key))
            return Pass(table, columns);
        var rows = _cache.GetOrMake(key, () => Joined(Rows(table, [])), TableCache.Bytes);
        return new Table(columns.Count == 0 ? rows : ContentProof.Choose(rows, columns));
    }

    /// <summary>The same for rows that are not worth keeping, because what is made of them is kept in their place.</summary>
    public Table Pass(string table, params IReadOnlyList<string> columns) => new(Joined(Rows(table, columns)));

    /// <summary>What is made of a table's rows, made once and kept as they are.</summary>
    /// <param name="what">Names it, with all else that it depends on.</param>
    /// <param name="make">Makes it of the current version.</param>
    /// <param name="bytes">What it takes in memory.</param>
    public T Made<T>(string table, string what, Func<T> make, Func<T, long> bytes)
        where T : class => _cache.GetOrMake(new CacheKey(table, Version(Contract(table)), what), make, bytes);

    /// <summary>Lets go of what is kept of tables that neither the next stage nor a later one reads.</summary>
    /// <param name="next">What the next stage reads.</param>
    /// <param name="later">What stages after it read: rows that <see cref="Read"/> gives whole are kept for them.</param>
    public void KeepOnly(IReadOnlySet<string> next, IReadOnlySet<string> later)
    {
        _readLater = later;
        _cache.KeepOnly(new HashSet<string>(next.Concat(later)));
    }

    /// <summary>Reads a table in batches of one row group, in the order in which it was written. There is at least one batch.</summary>
    /// <remarks>
    /// The first whole reading of a version holds its rows against the content hash; for some columns it reads the others, too. Rows that
    /// are kept are not read again.
    /// </remarks>
    /// <exception cref="StoreException">The files do not hold the rows that the contract promises.</exception>
    public IEnumerable<RecordBatch> Read(string table, params IReadOnlyList<string> columns)
    {
        var rows = Rows(table, columns);
        return columns.Count == 0 && _readLater.Contains(table) ? Kept(table, rows) : rows;
    }

    /// <summary>
    /// Holds the current version against its content hash, unless that was done in this run. For readers that come to the files by
    /// themselves.
    /// </summary>
    /// <param name="hash">Reads all rows, with the columns in the contract's order.</param>
    /// <exception cref="StoreException">The rows are others than the contract promises.</exception>
    public void Prove(string table, Func<TableContract, TableHash> hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var contract = Contract(table);
        if (_proven.ContainsKey(Proof(contract)) || _provenElsewhere.ContainsKey(Proof(contract)))
            return;
        ContentProof.Check(contract, hash(contract), store.Describe($"{table}/{contract.Folder}"));
        TakeAsProven(contract);
    }

    /// <summary>Says that executors of this run have written a version, or read and hashed it.</summary>
    public void TakeAsProven(TableContract contract) => _provenElsewhere.TryAdd(Proof(contract), true);

    private static string Proof(TableContract contract) => $"{contract.Table} {Version(contract)}";

    // The content hash says nothing of the order of rows, so the folder is part of it.
    private static string Version(TableContract contract) => $"{contract.Folder} {contract.ContentHash}";

    private static RecordBatch Joined(IEnumerable<RecordBatch> rows)
    {
        var batches = rows.ToList();
        return Concatenation.Concat(batches[0].Schema, batches);
    }

    private static IEnumerable<RecordBatch> Slices(RecordBatch rows)
    {
        for (int start = 0; start == 0 || start < rows.RowCount; start += SliceRows)
            yield return rows.Slice(start, Math.Min(SliceRows, rows.RowCount - start));
    }

    private IEnumerable<RecordBatch> Decode(TableContract contract, IReadOnlyList<string> columns)
    {
        string folder = $"{contract.Table}/{contract.Folder}", version = Proof(contract);
        var proof = _proven.ContainsKey(version) ? null : new ContentProof(contract, store.Describe(folder), threads);
        long rows = 0;
        foreach (var batch in ReadFiles(contract, proof is null ? columns : []))
        {
            rows += batch.RowCount;
            proof?.Add(batch);
            yield return proof is null || columns.Count == 0 ? batch : ContentProof.Choose(batch, columns);
        }
        if (rows != contract.Rows)
            throw new StoreException(
                $"Reading table '{contract.Table}' in '{store.Describe(folder)}': its files hold {rows:N0} rows, "
                + $"its contract promises {contract.Rows:N0}. "
                + $"A file was removed or added; run stage '{contract.Stage}' again with --force.");
        proof?.Check();
        _proven.TryAdd(version, true);
    }

    // The same rows; all of them are kept if they fit.
    private IEnumerable<RecordBatch> Kept(string table, IEnumerable<RecordBatch> rows)
    {
        List<RecordBatch>? kept = [];
        foreach (var batch in rows)
        {
            kept?.Add(batch);
            if (kept?.Sum(TableCache.Bytes) > _cache.Limit)
                kept = null;
            yield return batch;
        }
        if (kept is not null)
            _cache.GetOrMake(KeyOf(table), () => Joined(kept), TableCache.Bytes);
    }

    private CacheKey KeyOf(string table) => new(table, Version(Contract(table)), CacheKey.Rows);

    private IEnumerable<RecordBatch> Rows(string table, IReadOnlyList<string> columns) => _cache.Find<RecordBatch>(KeyOf(table)) is { } kept
        ? Slices(columns.Count == 0 ? kept : ContentProof.Choose(kept, columns))
        : Decode(Contract(table), columns);

    private IEnumerable<RecordBatch> ReadFiles(TableContract contract, IReadOnlyList<string> columns)
    {
        foreach (string path in Files($"{contract.Table}/{contract.Folder}"))
        {
            using var stream = store.Open(path);
            using var reader = new ParquetReader(stream, store.Describe(path), threads);
            if (reader.RowGroupCount == 0)
                yield return RecordBatch.Empty(
                    new FieldList([.. reader.Schema.Where(field => columns.Count == 0 || columns.Contains(field.Name))]));
            foreach (var batch in reader.Read(columns.Count == 0 ? null : columns))
                yield return batch;
        }
    }
}
