using System.Text;

namespace RecPipeline.Jobs.Tables;

/// <summary>Tables in a folder of this machine.</summary>
public sealed class LocalStore(string root) : ITableStore
{
    // What the operating systems answer when another process holds a file that is opened without sharing: EWOULDBLOCK,
    // ERROR_SHARING_VIOLATION.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly string _root = Path.GetFullPath(root);

    public string Describe(string path) => Full(path);

    public string? SparkPath(string path) => "file://" + Full(path);

    public string? LocalPath(string path) => Full(path);

    public IReadOnlyList<string> List(string folder) => Try("list", folder, full =>
    {
        if (!Directory.Exists(full))
            return [];
        var names = Directory.EnumerateDirectories(full).Select(each => Path.GetFileName(each) + "/")
            .Concat(Directory.EnumerateFiles(full).Select(each => Path.GetFileName(each)))
            .ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    });

    public Stream Open(string path) => Try("open", path, full =>
        new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16));

    public Stream Create(string path) => Try("create", path, full =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new DurableFileStream(full);
    });

    public void Replace(string path, ReadOnlyMemory<byte> content) => Try("replace", path, full =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = $"{full}.{Environment.ProcessId}{ITableStore.TemporarySuffix}";
        using (var stream = new DurableFileStream(temporary, FileMode.Create))
            stream.Write(content.Span);
        File.Move(temporary, full, overwrite: true);
        return true;
    });

    public void Delete(string path) => Try("delete", path, full =>
    {
        if (Directory.Exists(full))
            Directory.Delete(full, recursive: true);
        else if (File.Exists(full))
            File.Delete(full);
        return true;
    });

    // The operating system drops the lock when the process ends, however it ends. The holder's name lies beside it, since a locked file
    // cannot be read.
    public IDisposable? TryLock(string path, string owner, out string? holder)
    {
        holder = null;
        string note = Full(path) + ".owner";
        var file = Try("lock", path, full => OpenLock(full));
        if (file is null)
        {
            holder = File.Exists(note) ? File.ReadAllText(note, Encoding.UTF8) : "an unknown run";
            return null;
        }
        Try("lock", path, _ => { File.WriteAllText(note, owner, Encoding.UTF8); return true; });
        return file;
    }

    private static FileStream? OpenLock(string full)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            return new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WouldBlockOnMac or SharingViolation)
        {
            return null; // held: opening without sharing is how the lock is asked for
        }
    }

    private string Full(string path) => Path.GetFullPath(Path.Combine(_root, path));

    private T Try<T>(string verb, string path, Func<string, T> action)
    {
        try
        {
            return action(Full(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"Could not {verb} '{Full(path)}': {error.Message} Check that the folder exists, is writable and has room.", error);
        }
    }
}
