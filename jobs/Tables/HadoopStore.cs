using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Hadoop;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Tables;

/// <summary>Tables in a folder of a Hadoop file system (HDFS, an object store), through the Hadoop of a Spark session.</summary>
/// <remarks>
/// The session is asked for at the first call. Bytes travel through the gateway at a few MB/s: contracts, logs and small tables go this
/// way, large tables are written and read by executors.
/// </remarks>
public sealed class HadoopStore : ITableStore
{
    private const int OpenAttempts = 20;

    private readonly Func<SparkSession> _session;
    private readonly Lazy<HadoopFileSystem> _files;
    private readonly string _root;

    /// <param name="session">Whose Hadoop is used.</param>
    /// <param name="root">The output with its scheme, such as <c>hdfs://namenode:8020/recommendations</c>.</param>
    public HadoopStore(Func<SparkSession> session, string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        (_session, _root) = (session, root.TrimEnd('/'));
        _files = new Lazy<HadoopFileSystem>(() => session().SparkContext.FileSystem);
    }

    public string Describe(string path) => path.Length == 0 ? _root : $"{_root}/{path}";

    public string? SparkPath(string path) => Describe(path);

    public IReadOnlyList<string> List(string folder) => Try("list", folder, full =>
    {
        try
        {
            string[] names = [.. _files.Value.List(full).Select(status => status.IsFolder ? status.Name + "/" : status.Name)];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (SparkGatewayException error) when (error.Has("java.io.FileNotFoundException"))
        {
            return []; // a missing folder is empty
        }
    });

    public Stream Open(string path) => Try("open", path, full => new HadoopStoreStream(OpenWhole(full), Describe(path)));

    // Java copies by itself: bytes through the gateway would be slower by far.
    public void CopyOut(string path, string to) => Try("copy", path, full =>
    {
        _files.Value.CopyToLocal(full, to);
        return true;
    });

    public Stream Create(string path) => Try("create", path, full => new HadoopStoreStream(_files.Value.Create(full), Describe(path)));

    public void Replace(string path, ReadOnlyMemory<byte> content) => Try("replace", path, full =>
    {
        _files.Value.Replace(full, content.Span);
        return true;
    });

    public void Delete(string path) => Try("delete", path, _files.Value.Delete);

    public IDisposable? TryLock(string path, string owner, out string? holder)
    {
        string? found = null;
        var held = Try("lock", path, full => HadoopLock.TryTake(_session().Java.Connection.Gateway.Open(), full, owner, out found));
        holder = found;
        return held;
    }

    // A file may be replaced between the question for its length and its opening; then it is opened again. Small files are read at once,
    // since a name node forgets the blocks of a replaced file.
    private Stream OpenWhole(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            var stream = _files.Value.Open(path);
            if (stream.Length > 0)
            {
                stream.ReadByte();
                stream.Position = 0;
            }
            if (_files.Value.Status(path).Length == stream.Length || attempt == OpenAttempts)
                return stream;
            stream.Dispose();
        }
    }

    private T Try<T>(string verb, string path, Func<string, T> action)
    {
        try
        {
            return action(Describe(path));
        }
        catch (Exception error) when (error is SparkGatewayException or EndOfStreamException)
        {
            throw Failure(verb, Describe(path), error);
        }
    }

    internal static StoreException Failure(string verb, string path, Exception error) =>
        new($"Could not {verb} '{path}': {(error as SparkGatewayException)?.Cause?.ToString() ?? error.Message} Check that the file system "
            + "is up, the folder is writable and has room.", error);
}
