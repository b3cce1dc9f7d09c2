using System.Globalization;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Hadoop;

namespace RecPipeline.Jobs.Inputs;

/// <summary>An input file outside the output folder.</summary>
internal static class RawFile
{
    /// <summary>The Hadoop of the run's Spark, for inputs with an address such as <c>hdfs://…</c>; null on the local engine. A process has at most one Spark.</summary>
    public static Func<HadoopFileSystem>? Hadoop { get; set; }

    /// <summary>Path, length and time of last change: what tells one state of a file from another without reading it.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Identity(string path)
    {
        if (Stores.IsHadoop(path))
            return OnHadoop(path, files => files.Status(path) is var status ? string.Create(CultureInfo.InvariantCulture, $"{status.Length} bytes, {status.Modified} ms") : "");
        var file = new FileInfo(Stores.Local(path));
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, {file.LastWriteTimeUtc:yyyy-MM-ddTHH:mm:ss.fffffffZ}")
            : throw Missing(path);
    }

    public static bool IsFile(string path) => !Stores.IsHadoop(path) && File.Exists(Stores.Local(path));

    /// <summary>True for a folder. An address that is not there is an error, a path of this machine is not.</summary>
    public static bool IsFolder(string path) => Stores.IsHadoop(path) ? OnHadoop(path, files => files.Status(path).IsFolder) : Directory.Exists(Stores.Local(path));

    /// <summary>An address with all its parts, as Hadoop gives it back; a path of this machine as it is.</summary>
    public static string Address(string path) => Stores.IsHadoop(path) ? OnHadoop(path, files => files.Status(path).Path) : path;

    /// <summary>The files directly in a folder: addresses with all their parts, or paths that begin with the folder's as it is given. None where there is no such folder on this machine.</summary>
    /// <param name="folder">Empty for the current folder.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        if (Stores.IsHadoop(folder))
            return OnHadoop(folder, files => files.List(folder).Where(file => !file.IsFolder).Select(file => file.Path).ToArray());
        string local = folder.Length == 0 ? "." : Stores.Local(folder);
        try
        {
            return Directory.Exists(local) ? [.. Directory.EnumerateFiles(local).Select(file => Path.Combine(folder, Path.GetFileName(file)))] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Reading the input folder '{folder}': {error.Message}", error);
        }
    }

    /// <summary>Opens a file for reading from start to end; of a name that ends in .gz, the text in it.</summary>
    /// <exception cref="UsageException">It is not there or cannot be read.</exception>
    public static Stream Open(string path) => path.EndsWith(GzipInput.Suffix, StringComparison.Ordinal) ? new GzipInput(OpenAsItIs(path), path) : OpenAsItIs(path);

    private static Stream OpenAsItIs(string path)
    {
        if (Stores.IsHadoop(path))
            return OnHadoop(path, files => files.Open(path));
        try
        {
            return new FileStream(Stores.Local(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Reading the input '{path}': {error.Message}", error);
        }
    }

    /// <summary>What to say of a folder or a pattern without files.</summary>
    public static UsageException NoneIn(string part) =>
        new($"Looking for ratings in '{part}': no file is there (current folder: '{Directory.GetCurrentDirectory()}'). Name a file, a folder with files, or a pattern such as 'day/*.csv'.");

    private static T OnHadoop<T>(string path, Func<HadoopFileSystem, T> action)
    {
        var files = Hadoop ?? throw new UsageException($"The input '{path}' is on a Hadoop file system, which only the Spark engine reaches. Add --engine spark, or name a file of this machine.");
        try
        {
            return action(files());
        }
        catch (SparkGatewayException error)
        {
            throw error.Has("java.io.FileNotFoundException") ? Missing(path) : new UsageException($"Reading the input '{path}': {error.Cause?.ToString() ?? error.Message}", error);
        }
    }

    private static UsageException Missing(string path) =>
        new($"Looking for the input file '{path}': there is no such file (current folder: '{Directory.GetCurrentDirectory()}'). Check the paths of the command line and the settings.");
}
