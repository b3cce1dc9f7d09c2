namespace RecPipeline.Spark.Launching;

/// <summary>Where to look for Spark.</summary>
public sealed record SparkFinderOptions
{
    /// <summary>A folder given by the caller; it goes before everything else.</summary>
    public string? Home { get; init; }

    /// <summary>
    /// Version to look for in cache, archives and download; null takes the first of <see cref="SparkFinder.Versions"/> that is there.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>Accept versions this library is not tested with.</summary>
    public bool AllowUntested { get; init; }

    /// <summary>May a distribution be downloaded (300 to 400 MB) when none is found?</summary>
    public bool MayDownload { get; init; } = true;

    /// <summary>Folders in which <c>spark-VERSION.tar.xz</c> archives may lie.</summary>
    public IReadOnlyList<string> ArchiveFolders { get; init; } = SparkFinder.DefaultArchiveFolders();

    public string Cache { get; init; } = SparkCache.DefaultFolder();

    public Uri Mirror { get; init; } = SparkDownload.Archive;

    /// <summary>Told what takes long: unpacking and downloading.</summary>
    public Action<string> Log { get; init; } = _ => { };
}

/// <summary>Finds a Spark: the caller's folder, <c>SPARK_HOME</c>, the user's cache, an archive on this machine, a download.</summary>
/// <remarks>A place that is named but wrong is an error: the next place is not tried behind the user's back.</remarks>
public static class SparkFinder
{
    /// <summary>Versions that are looked for, best first. 3.5 comes first because its sessions start in half the time.</summary>
    public static readonly IReadOnlyList<string> Versions = ["3.5.9", "4.3.0"];

    /// <exception cref="SparkNotFoundException">None was found, or the one that was named cannot be used.</exception>
    public static SparkHome Find(SparkFinderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var home = FindInstalled(options) ?? Unpacked(options) ?? Downloaded(options) ?? throw new SparkNotFoundException(
            $"No Spark was found: SPARK_HOME is not set, {options.Cache} has none, no archive lies in {Folders(options)}, "
                + $"and downloading is not allowed. Set SPARK_HOME to an unpacked Spark {string.Join(" or ", Versions)}.");
        if (!home.Version.IsTested && !options.AllowUntested)
            throw new SparkNotFoundException(
                $"{home} is not one of the tested versions (3.5 and 4.3). Use one of these, or insist with --allow-untested-spark.");
        return home;
    }

    /// <summary>What is there without unpacking or downloading anything, or null.</summary>
    internal static SparkHome? FindInstalled(SparkFinderOptions options) => Named(options) ?? Kept(options);

    /// <summary>The archive that would be unpacked, or null.</summary>
    internal static string? FindArchive(SparkFinderOptions options) => Archives(options).FirstOrDefault().Path;

    internal static IReadOnlyList<string> DefaultArchiveFolders()
    {
        string start = Environment.GetEnvironmentVariable("RECPIPELINE_HOME") is { Length: > 0 } home
            ? home
            : Directory.GetCurrentDirectory();
        return [Path.Combine(start, "spark"), Path.GetFullPath(Path.Combine(start, "..", "shared", "spark"))];
    }

    private static IEnumerable<string> Wanted(SparkFinderOptions options) => options.Version is { } version ? [version] : Versions;

    private static SparkHome? Named(SparkFinderOptions options) =>
        options.Home is { Length: > 0 } given ? SparkHome.At(given, "the caller")
        : Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } set ? SparkHome.At(set, "SPARK_HOME")
        : null;

    private static SparkHome? Kept(SparkFinderOptions options) => Wanted(options)
        .Select(version => SparkCache.FolderOf(options.Cache, version)).Where(Directory.Exists)
        .Select(folder => SparkHome.At(folder, "the cache")).FirstOrDefault();

    private static IEnumerable<(string Version, string Path)> Archives(SparkFinderOptions options) =>
        from version in Wanted(options)
        from folder in options.ArchiveFolders
        let archive = Path.Combine(folder, $"spark-{version}.tar.xz")
        where File.Exists(archive)
        select (version, archive);

    private static SparkHome? Unpacked(SparkFinderOptions options) =>
        Archives(options).Select(archive => SparkCache.Unpack(archive.Path, archive.Version, options)).FirstOrDefault();

    private static SparkHome? Downloaded(SparkFinderOptions options) =>
        options.MayDownload ? SparkDownload.Fetch(Wanted(options).First(), options) : null;

    private static string Folders(SparkFinderOptions options) => string.Join(" or ", options.ArchiveFolders);
}
