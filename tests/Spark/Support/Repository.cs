namespace RecPipeline.Spark.Tests.Support;

/// <summary>Finds the files that tests read: in the repository, or in a folder named shared beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindUpwards(AppContext.BaseDirectory, at => File.Exists(Path.Combine(at, "RecPipeline.sln")))
        ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds RecPipeline.sln.");

    public static string Golden(params string[] parts) => Path.Combine([Root, "tests", "golden", .. parts]);

    /// <summary>A folder under ../shared (or under RECPIPELINE_SHARED, where that is set), or null where there is none.</summary>
    public static string? Shared(string folder)
    {
        if (Environment.GetEnvironmentVariable("RECPIPELINE_SHARED") is { Length: > 0 } shared)
            return Path.Combine(shared, folder);
        var above = FindUpwards(Root, at => Directory.Exists(Path.Combine(at, "shared", folder)));
        return above is null ? null : Path.Combine(above, "shared", folder);
    }

    private static string? FindUpwards(string start, Func<string, bool> found)
    {
        for (string? at = Path.TrimEndingDirectorySeparator(start); at is not null; at = Path.GetDirectoryName(at))
            if (found(at))
                return at;
        return null;
    }
}
