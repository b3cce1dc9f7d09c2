using RecPipeline.Jobs.Configuration;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using RecPipeline.Jobs.Engines;

namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// Inputs that can be read only once: <c>&lt;(command)</c>, <c>/dev/stdin</c>, a named pipe. Each is copied into a temporary file when it
/// is first asked for.
/// </summary>
/// <remarks>
/// The copies go when the process ends. What tells one input of this kind from another is its content, since it has neither length nor
/// time.
/// </remarks>
internal static class Pipes
{
    private static readonly ConcurrentDictionary<string, Lazy<Copy>> Copies = new(StringComparer.Ordinal);
    private static readonly Lazy<string> Folder = new(MakeFolder);

    /// <summary>Ends the wait for a writer and for what it writes.</summary>
    public static CancellationToken Stop { get; set; }

    /// <summary>How long a pipe may be without a process that opens it for writing.</summary>
    public static TimeSpan WriterTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>True for a pipe, and for names such as /dev/fd/63 that mean something in this process alone.</summary>
    public static bool IsPipe(string path) => !Addresses.IsHadoop(path) && (IsDevice(Addresses.Local(path)) || Find(path) is not null);

    /// <summary>The path to open: that of the copy for a pipe, else the path as this machine knows it.</summary>
    /// <exception cref="UsageException">Nobody writes into it, or what comes is no input.</exception>
    public static string Local(string path) => Find(path)?.Path ?? Addresses.Local(path);

    /// <summary>Hash of what came out of a pipe; null for any other file.</summary>
    public static string? ContentHash(string path) => Find(path)?.Hash;

    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    // Pipes have no length; a file without bytes looks like one until it is opened.
    private static Copy? Find(string path)
    {
        string local = Addresses.Local(path);
        if (Copies.TryGetValue(local, out var known))
            return known.Value;
        if (!File.Exists(local) || (!IsDevice(local) && RawFile.Target(local).Length > 0))
            return null;
        var stream = Open(path, local);
        if (!stream.CanSeek)
            return Copies.GetOrAdd(local, new Lazy<Copy>(() => Take(path, stream))).Value;
        stream.Dispose();
        return null;
    }

    // Opening a pipe waits for its writer, so another thread does it: one of its own, since those of the pool may all be at work.
    private static FileStream Open(string path, string local)
    {
        var opened = OnOwnThread(() => new FileStream(local, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        try
        {
            return opened.Wait((int)WriterTimeout.TotalMilliseconds, Stop)
                ? opened.Result
                : throw new UsageException(
                    $"Reading the input '{path}': it is a pipe, and no process writes into it ({WriterTimeout.TotalSeconds:0} s waited). "
                    + "Start the writer first.");
        }
        catch (AggregateException error) when (error.InnerException is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Reading the input '{path}': {error.InnerException.Message} Check who may read it.",
                error.InnerException);
        }
    }

    private static Task<T> OnOwnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Copy Take(string path, FileStream pipe)
    {
        string file = System.IO.Path.Combine(Folder.Value,
            Copies.Count.ToString("00", CultureInfo.InvariantCulture) + path.Replace('/', '-'));
        var copying = OnOwnThread(() => Write(path, pipe, file));
        try
        {
            copying.Wait(Stop);
            return copying.Result;
        }
        catch (AggregateException error) when (error.InnerException is UsageException wrong)
        {
            throw wrong;
        }
    }

    private static Copy Write(string path, FileStream pipe, string file)
    {
        using (pipe)
        using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        using (var copy = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            byte[] block = FirstBytes.Read(pipe);
            if (FirstBytes.Of(block) == InputKind.Binary)
                throw RawFile.NoText(path, InputKind.Binary);
            for (int count = block.Length; count > 0; count = pipe.Read(block))
            {
                hash.AppendData(block, 0, count);
                copy.Write(block, 0, count);
            }
            return new Copy(file, $"content sha256 {Convert.ToHexStringLower(hash.GetHashAndReset())}");
        }
    }

    private static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("recpipeline-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private sealed record Copy(string Path, string Hash);
}
