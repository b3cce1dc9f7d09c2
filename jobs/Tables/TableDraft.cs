using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Jobs.Tables;

/// <summary>A new version of a table while it is written: nobody sees it until its contract is replaced.</summary>
/// <param name="store">Where the table lives.</param>
/// <param name="folder">The version's folder, new and ours alone.</param>
/// <param name="schema">Columns of the table; those of <paramref name="partitionBy"/> come first and live in folder names, not in
/// files.</param>
/// <param name="partitionBy">String columns that are folder names, such as <c>role</c>.</param>
public sealed class TableDraft(ITableStore store, string folder, FieldList schema, params IReadOnlyList<string> partitionBy) : IDisposable
{
    private readonly FieldList _fileSchema = new([.. schema.Skip(partitionBy.Count)]);
    private TableHash _hash = new TableHasher(schema).Current;
    private ParquetWriter? _writer;
    private Stream? _stream;
    private string? _partition;
    private int _files;
    private TableHash? _adopted;

    public FieldList Schema => schema;

    /// <summary>
    /// Columns that are encoded at a time; with more than one, rows are hashed while they are written. Bytes and hash are the same.
    /// </summary>
    public int Threads { get; init; } = 1;

    public string Folder => folder;

    public TableHash Hash => _adopted ?? _hash;

    /// <summary>True where Spark's tasks have written the files.</summary>
    public bool IsAdopted => _adopted is not null;

    /// <summary>Takes over rows that somebody else has written into the folder, and has counted and hashed.</summary>
    /// <exception cref="InvalidOperationException">The draft has rows of its own.</exception>
    public void Adopt(TableHash hash) =>
        _adopted = _files == 0 ? hash : throw new InvalidOperationException($"The draft '{folder}' has rows of its own.");

    /// <summary>Appends rows. A change of <paramref name="partition"/> (such as <c>role=train/part=000</c>) starts a new file.</summary>
    public void Write(RecordBatch batch, string partition = "")
    {
        ArgumentNullException.ThrowIfNull(batch);
        var hashing = new Task<TableHash>(() => HashOf(batch, partition));
        if (Threads > 1)
            hashing.Start();
        else
            hashing.RunSynchronously();
        Append(batch, partition);
        _hash = _hash.Combine(hashing.GetAwaiter().GetResult()); // hashes here if no thread has begun it
    }

    /// <summary>The same for rows that <see cref="HashOf"/> has hashed before.</summary>
    public void Write(RecordBatch batch, string partition, TableHash hash)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Append(batch, partition);
        _hash = _hash.Combine(hash);
    }

    /// <summary>
    /// The hash of rows as <see cref="Write(RecordBatch, string, TableHash)"/> takes it; several threads may ask at a time.
    /// </summary>
    public TableHash HashOf(RecordBatch batch, string partition = "")
    {
        var hasher = new TableHasher(schema);
        hasher.Add(WithPartition(batch, partition));
        return hasher.Current;
    }

    /// <summary>
    /// Starts a file of any length beside the data, for whoever closes it before the draft is closed. Like the data nobody sees it before
    /// the table is published.
    /// </summary>
    public Stream CreateFile(string name) => store.Create($"{folder}/{name}");

    /// <summary>Writes a small file beside the data, such as a manifest.</summary>
    public void WriteFile(string name, ReadOnlySpan<byte> content)
    {
        using var stream = CreateFile(name);
        stream.Write(content);
    }

    /// <summary>Copies a file of this machine beside the data, of any length.</summary>
    public void CopyFile(string name, string from)
    {
        using var stream = CreateFile(name);
        LocalCopy.Read(from, stream);
    }

    /// <summary>Finishes the files. A table without rows still gets one file, which carries its schema.</summary>
    public void Close()
    {
        if (_files == 0 && _adopted is null && partitionBy.Count == 0)
            StartFile("");
        CloseFile();
    }

    /// <summary>Lets go of an unfinished file without a footer: what is left is no Parquet file and no contract points to it.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        _stream?.Dispose();
        (_writer, _stream) = (null, null);
    }

    private void Append(RecordBatch batch, string partition)
    {
        if (_writer is null || _partition != partition)
            StartFile(partition);
        _writer!.Write(batch);
    }

    private void StartFile(string partition)
    {
        CloseFile();
        string prefix = partition.Length == 0 ? folder : $"{folder}/{partition}";
        _stream = store.Create($"{prefix}/part-{_files++:00000}.parquet");
        _writer = new ParquetWriter(_stream, _fileSchema, new ParquetWriterOptions { Threads = Threads });
        _partition = partition;
    }

    private void CloseFile()
    {
        _writer?.Close();
        Dispose();
    }

    private RecordBatch WithPartition(RecordBatch batch, string partition)
    {
        if (partitionBy.Count == 0)
            return batch;
        var values = partition.Split('/').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var columns = partitionBy.Select(name => StringColumns.Repeat(values[name], batch.RowCount));
        return new RecordBatch(schema, [.. columns, .. batch.Columns]);
    }
}
