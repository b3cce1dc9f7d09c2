namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>Files that the worker leaves between its starts.</summary>
internal static class WorkFolder
{
    /// <summary>A name for a fit's file; its folder is there afterwards.</summary>
    public static string Path(string work, string fit, string name)
    {
        string folder = System.IO.Path.Combine(work, fit);
        Directory.CreateDirectory(folder);
        return System.IO.Path.Combine(folder, name);
    }

    public static bool Has(string file) => File.Exists(file);

    public static byte[] Read(string file) => File.ReadAllBytes(file);

    public static void Remove(string work)
    {
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
    }
}
