namespace RecPipeline.Jobs.Tables;

/// <summary>Tables in memory: for tests, and for trying the pipeline without touching a disk.</summary>
public sealed class MemoryStore : ITableStore
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _locks = [];

    public string Describe(string path) => "memory:" + path;

    public IReadOnlyList<string> List(string folder)
    {
        string prefix = folder.Length == 0 ? "" : folder.TrimEnd('/') + "/";
        lock (_files)
        {
            return [.. _files.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(path => FirstPart(path[prefix.Length..])).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    public Stream Open(string path)
    {
        lock (_files)
        {
            return _files.TryGetValue(path, out var content)
                ? new MemoryStream(content, writable: false)
                : throw new StoreException($"Could not open '{Describe(path)}': there is no such file.");
        }
    }

    public Stream Create(string path)
    {
        lock (_files)
        {
            if (!_files.TryAdd(path, []))
                throw new StoreException($"Could not create '{Describe(path)}': the file exists already.");
        }
        return new PublishingStream(content => Put(path, content));
    }

    public void Replace(string path, ReadOnlyMemory<byte> content) => Put(path, content.ToArray());

    public void Delete(string path)
    {
        string folder = path.TrimEnd('/') + "/";
        lock (_files)
        {
            foreach (string each in _files.Keys.Where(key => key == path || key.StartsWith(folder, StringComparison.Ordinal)).ToArray())
                _files.Remove(each);
        }
    }

    public IDisposable? TryLock(string path, string owner, out string? holder)
    {
        lock (_locks)
        {
            if (_locks.TryGetValue(path, out holder))
                return null;
            _locks[path] = owner;
            return new Release(() => { lock (_locks) _locks.Remove(path); });
        }
    }

    private static string FirstPart(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? path[..(slash + 1)] : path;

    private void Put(string path, byte[] content)
    {
        lock (_files)
            _files[path] = content;
    }

    private sealed class PublishingStream(Action<byte[]> publish) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && CanWrite)
                publish(ToArray());
            base.Dispose(disposing);
        }
    }

    private sealed class Release(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
