namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>Files that the worker leaves between its starts.</summary>
internal static class WorkFolder
{
    /// <summary>A name for a file of the work; its folder is there afterwards.</summary>
    public static string Path(string work, string name)
    {
        Directory.CreateDirectory(work);
        return System.IO.Path.Combine(work, name);
    }

    public static bool Has(string file) => File.Exists(file);

    /// <summary>Writes lines and returns the file's name.</summary>
    public static string Write(string file, IEnumerable<string> lines)
    {
        File.WriteAllLines(file, lines);
        return file;
    }

    public static void Remove(string work)
    {
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
    }
}
