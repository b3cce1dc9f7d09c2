using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.HandOff;

/// <summary>Folders that appear under their name only when they are whole.</summary>
internal static class WholeFolder
{
    /// <param name="folder">The name.</param>
    /// <param name="mark">A file that such folders have; a folder without it is somebody else's and is not replaced.</param>
    /// <param name="write">Fills a temporary folder beside it.</param>
    public static void Write(string folder, string mark, Action<string> write)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), temporary = $"{full}.{Environment.ProcessId}.tmp";
        if (File.Exists(full)
            || (Directory.Exists(full) && !File.Exists(Path.Combine(full, mark)) && Directory.EnumerateFileSystemEntries(full).Any()))
            throw new ConfigurationException(
                $"'{folder}' is there and was not written by this command. Choose another name, or remove it.");
        try
        {
            Directory.CreateDirectory(temporary);
            write(temporary);
            if (Directory.Exists(full))
                Directory.Delete(full, recursive: true);
            Directory.Move(temporary, full);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}
