namespace RecPipeline.Jobs.Tables;

/// <summary>Where tables live: a folder on this machine, memory, or (with Spark) a Hadoop file system.</summary>
/// <remarks>
/// Paths are relative, with '/' between parts. Every failure is a <see cref="StoreException"/> that names the path and the cause.
/// What <see cref="Create"/> writes is not safe to read before its stream is closed; only <see cref="Replace"/> is atomic. A process that
/// dies inside it may leave a file whose name ends in <see cref="TemporarySuffix"/> beside the old content; the next run removes it.
/// </remarks>
public interface ITableStore
{
    const string TemporarySuffix = ".tmp";

    /// <summary>The path as a user would type it, for messages.</summary>
    string Describe(string path);

    /// <summary>The path as Spark reads and writes it, scheme included; null where Spark cannot reach.</summary>
    string? SparkPath(string path) => null;

    /// <summary>The path on this machine's disk, for programs beside this one; null where the store is elsewhere.</summary>
    string? LocalPath(string path) => null;

    /// <summary>Copies a file to this machine's disk, over what is there.</summary>
    void CopyOut(string path, string to)
    {
        using var source = Open(path);
        LocalCopy.Write(source, to);
    }

    /// <summary>Names directly inside a folder, sorted by ordinal; folders end in '/'. A missing folder is empty.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Opens a file for reading; the stream can seek.</summary>
    Stream Open(string path);

    /// <summary>Creates a new file, parents included. An existing one is an error.</summary>
    Stream Create(string path);

    /// <summary>Puts a whole small file in place in one step: a reader sees the old or the new content, never a mixture.</summary>
    void Replace(string path, ReadOnlyMemory<byte> content);

    /// <summary>Removes a file, or a folder with all it holds. What is not there is no error.</summary>
    void Delete(string path);

    /// <summary>Takes a lock that ends with its owner, or returns null and says who holds it.</summary>
    IDisposable? TryLock(string path, string owner, out string? holder);
}

/// <summary>A store could not do what it was asked; the message says what, where and why.</summary>
public sealed class StoreException(string message, Exception? inner = null) : IOException(message, inner);
