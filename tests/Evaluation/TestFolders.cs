namespace RecPipeline.Evaluation.Tests;

internal static class TestFolders
{
    public static string Golden(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RecPipeline.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No RecPipeline.sln above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "tests", "golden", "metrics", name);
    }
}
