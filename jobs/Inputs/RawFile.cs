using System.Globalization;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Hadoop;

namespace RecPipeline.Jobs.Inputs;

/// <summary>An input file outside the output folder.</summary>
internal static class RawFile
{
    /// <summary>
    /// The Hadoop of the run's Spark, for inputs with an address such as <c>hdfs://…</c>; null on the local engine. A process has at most
    /// one Spark.
    /// </summary>
    public static Func<HadoopFileSystem>? Hadoop { get; set; }

    /// <summary>Path, length and time of last change: what tells one state of a file from another without reading it.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Identity(string path)
    {
        if (Addresses.IsHadoop(path))
            return OnHadoop(path, files => files.Status(path) is var status
                ? string.Create(CultureInfo.InvariantCulture, $"{status.Length} bytes, {status.Modified} ms")
                : "");
        if (Pipes.ContentHash(path) is { } hash)
            return hash;
        var file = Target(Addresses.Local(path));
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, {file.LastWriteTimeUtc:yyyy-MM-ddTHH:mm:ss.fffffffZ}")
            : throw Missing(path);
    }

    /// <summary>The file itself where the path is a link, whose own length and time say nothing.</summary>
    public static FileInfo Target(string local) => new FileInfo(local) is { LinkTarget: not null } link
        && link.ResolveLinkTarget(returnFinalTarget: true) is FileInfo file ? file : new FileInfo(local);

    public static bool IsFile(string path) => !Addresses.IsHadoop(path) && File.Exists(Addresses.Local(path));

    /// <summary>True for a folder. An address that is not there is an error, a path of this machine is not.</summary>
    public static bool IsFolder(string path) =>
        Addresses.IsHadoop(path) ? OnHadoop(path, files => files.Status(path).IsFolder) : Directory.Exists(Addresses.Local(path));

    /// <summary>An address with all its parts, as Hadoop gives it back; a path of this machine as it is.</summary>
    public static string Address(string path) => Addresses.IsHadoop(path) ? OnHadoop(path, files => files.Status(path).Path) : path;

    /// <summary>
    /// The files directly in a folder: addresses with all their parts, or paths that begin with the folder's as it is given. None where
    /// there is no such folder on this machine.
    /// </summary>
    /// <param name="folder">Empty for the current folder.</param>
    /// <param name="folders">True for the folders in it instead.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static IReadOnlyList<string> List(string folder, bool folders = false)
    {
        if (Addresses.IsHadoop(folder))
            return OnHadoop(folder, files => files.List(folder).Where(file => file.IsFolder == folders).Select(file => file.Path)
                .ToArray());
        string local = folder.Length == 0 ? "." : Addresses.Local(folder);
        try
        {
            var entries = !Directory.Exists(local) ? [] : folders ? Directory.EnumerateDirectories(local) : Directory.EnumerateFiles(local);
            return [.. entries.Select(entry => Path.Combine(folder, Path.GetFileName(entry)))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Reading the input folder '{folder}': {error.Message}", error);
        }
    }

    /// <summary>
    /// Opens a file of text for reading from start to end; of a file packed with gzip, zstd or bzip2, whatever its name, the text in it.
    /// </summary>
    /// <param name="path">A file, a pipe, or an address.</param>
    /// <param name="maxExpandedBytes">See <see cref="InputOptions.MaxExpandedBytes"/>.</param>
    /// <exception cref="UsageException">It is not there, cannot be read, or holds no text; while reading, that what it is packed in is
    /// damaged or too large.</exception>
    public static Stream Open(string path, long maxExpandedBytes = InputOptions.DefaultMaxExpandedBytes)
    {
        var file = Peeked(OpenAsItIs(path), out var first);
        try
        {
            var kind = FirstBytes.Of(first);
            if (!kind.IsPacked())
                return kind.IsText() ? file : throw NoText(path, kind);
            var text = Peeked(Expanded(kind, file, path, maxExpandedBytes), out first);
            return FirstBytes.Of(first) is var inner && inner.IsText() ? text : throw NoTextInside(path, text, inner, kind);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the file is, and what is inside where it is packed.</summary>
    /// <exception cref="UsageException">It is not there or cannot be read.</exception>
    public static (InputKind Outer, InputKind Inner) Kind(string path)
    {
        using var file = Peeked(OpenAsItIs(path), out var first);
        var kind = FirstBytes.Of(first);
        if (!kind.IsPacked())
            return (kind, kind);
        using var text = Expanded(kind, file, path, InputOptions.DefaultMaxExpandedBytes);
        return (kind, FirstBytes.Of(FirstBytes.Read(text)));
    }

    /// <summary>Opens a file with its bytes as they are.</summary>
    /// <exception cref="UsageException">It is not there or cannot be read.</exception>
    public static Stream OpenAsItIs(string path)
    {
        if (Addresses.IsHadoop(path))
            return OnHadoop(path, files => files.Open(path));
        if (Directory.Exists(Addresses.Local(path)))
            throw Missing(path);
        try
        {
            return new FileStream(Pipes.Local(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16,
                FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Reading the input '{path}': {error.Message} Check who may read it.", error);
        }
    }

    private static ExpandedInput Expanded(InputKind kind, Stream file, string path, long maxBytes) => kind switch
    {
        InputKind.Gzip => new GzipMembers(new CompressedSource(file), path, maxBytes),
        InputKind.Zstd => new ZstdFrames(new CompressedSource(file), path, maxBytes),
        _ => new Bzip2Streams(new CompressedSource(file), path, maxBytes),
    };

    private static PeekedStream Peeked(Stream stream, out ReadOnlySpan<byte> first)
    {
        var peeked = new PeekedStream(stream, FirstBytes.Read(stream));
        first = peeked.First;
        return peeked;
    }

    // Damage may look like another kind of file until a checksum tells: those of bzip2 come after 900 kB at the latest.
    private static UsageException NoTextInside(string path, Stream text, InputKind inner, InputKind packing)
    {
        text.ReadAtLeast(new byte[1 << 20], 1 << 20, throwOnEndOfStream: false);
        return NoText(path, inner, packing.Words());
    }

    /// <summary>What to say of an input that holds no lines.</summary>
    public static UsageException NoText(string path, InputKind kind, string packing = "") =>
        new($"Reading the input '{path}': it holds {kind.Words()}{(packing.Length == 0 ? "" : $" inside {packing}")}, not delimited text. "
            + $"{kind.Advice()}");

    /// <summary>What to say of a folder or a pattern without files.</summary>
    public static UsageException NoneIn(string part) =>
        new($"Looking for ratings in '{part}': no file is there (current folder: '{Directory.GetCurrentDirectory()}'). Name a file, "
            + "a folder with files, or a pattern such as 'day/*.csv'.");

    private static T OnHadoop<T>(string path, Func<HadoopFileSystem, T> action)
    {
        var files = Hadoop
            ?? throw new UsageException(
                $"The input '{path}' is on a Hadoop file system, which only the Spark engine reaches. Add --engine spark, "
                + "or name a file of this machine.");
        try
        {
            return action(files());
        }
        catch (SparkGatewayException error)
        {
            throw error.Has("java.io.FileNotFoundException")
                ? Missing(path)
                : new UsageException($"Reading the input '{path}': {error.Cause?.ToString() ?? error.Message}", error);
        }
    }

    private static UsageException Missing(string path)
    {
        bool isHere = !Addresses.IsHadoop(path);
        if (isHere && Directory.Exists(Addresses.Local(path)))
            return new($"Reading the input '{path}': it is a folder, where one file is wanted. Name a file in it.");
        if (isHere && new FileInfo(Addresses.Local(path)).LinkTarget is { } target)
            return new($"Looking for the input file '{path}': it is a link to '{target}', and nothing is there. "
                + "Mend the link, or name another file.");
        return new($"Looking for the input file '{path}': there is no such file (current folder: '{Directory.GetCurrentDirectory()}'). "
            + "Check the paths of the command line and the settings.");
    }
}
