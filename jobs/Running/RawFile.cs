using System.Globalization;

namespace RecPipeline.Jobs.Running;

/// <summary>An input file outside the output folder.</summary>
internal static class RawFile
{
    /// <summary>Path, length and time of last change: what tells one state of a file from another without reading it.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Identity(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, {file.LastWriteTimeUtc:yyyy-MM-ddTHH:mm:ss.fffffffZ}")
            : throw Missing(path);
    }

    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
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

    /// <summary>The lines of a small text file that are not blank, without blanks around them.</summary>
    public static IReadOnlyList<string> Lines(string path)
    {
        using var reader = new StreamReader(Open(path));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            if (line.Trim() is { Length: > 0 } text)
                lines.Add(text);
        return lines;
    }

    private static UsageException Missing(string path) =>
        new($"Looking for the input file '{path}': there is no such file (current folder: '{Directory.GetCurrentDirectory()}'). Check the paths of the command line and the settings.");
}
