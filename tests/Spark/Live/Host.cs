namespace RecPipeline.Spark.Tests.Live;

/// <summary>The test's worker and driver program, where the build has put it.</summary>
internal static class Host
{
    public static string Program { get; } = Find();

    private static string Find()
    {
        // artifacts/bin/RecPipeline.Spark.Tests/debug -> artifacts/bin/RecPipeline.SparkHost/debug
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, "RecPipeline.SparkHost", here.Name, "RecPipeline.SparkHost");
    }
}
