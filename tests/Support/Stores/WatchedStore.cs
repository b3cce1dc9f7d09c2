using RecPipeline.Jobs.Tables;

namespace RecPipeline.Tests.Support.Stores;

/// <param name="Number">From 1, in the order in which calls were made.</param>
/// <param name="Verb">As the store's messages say it: list, open, read, create, write, close, replace, delete, lock.</param>
internal sealed record StoreCall(int Number, string Verb, string Path);

/// <summary>A store that tells before each call what is about to happen, so that a test can count, fail or die there.</summary>
/// <remarks>
/// The streams are watched too: the first read of an opened file, the first write and the close of a created one. A real store fails there as well,
/// on a full disk for example. Calls of one run come in one order, because stages use the store from one thread.
/// </remarks>
internal sealed class WatchedStore(ITableStore store, Action<StoreCall> before) : ITableStore
{
    private int _calls;

    public int Calls => _calls;

    public string Describe(string path) => store.Describe(path);

    public IReadOnlyList<string> List(string folder)
    {
        Tell("list", folder);
        return store.List(folder);
    }

    public Stream Open(string path)
    {
        Tell("open", path);
        return new WatchedStream(store.Open(path), verb => Tell(verb, path));
    }

    public Stream Create(string path)
    {
        Tell("create", path);
        return new WatchedStream(store.Create(path), verb => Tell(verb, path));
    }

    public void Replace(string path, ReadOnlyMemory<byte> content)
    {
        Tell("replace", path);
        store.Replace(path, content);
    }

    public void Delete(string path)
    {
        Tell("delete", path);
        store.Delete(path);
    }

    public IDisposable? TryLock(string path, string owner, out string? holder)
    {
        Tell("lock", path);
        return store.TryLock(path, owner, out holder);
    }

    private void Tell(string verb, string path) => before(new StoreCall(Interlocked.Increment(ref _calls), verb, path));
}
