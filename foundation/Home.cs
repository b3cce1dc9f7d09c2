namespace RecPipeline.Foundation;

/// <summary>The program's folder: where conf/ and data/ lie.</summary>
public static class Home
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("RECPIPELINE_HOME") is { Length: > 0 } set ? set : Find();

    // A checkout keeps the build below the folder that holds conf/; a published program has conf/ beside it.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "conf", "pipeline.json")))
                return folder.FullName;
        return AppContext.BaseDirectory;
    }
}
