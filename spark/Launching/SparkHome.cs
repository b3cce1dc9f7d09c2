using System.Text.RegularExpressions;

namespace RecPipeline.Spark.Launching;

/// <summary>An unpacked Spark distribution.</summary>
/// <param name="Folder">What SPARK_HOME would be.</param>
/// <param name="Version">From its RELEASE file or the name of its core jar.</param>
/// <param name="Source">How it was found, in words: <c>SPARK_HOME</c>, <c>the cache</c>, an archive's path, an address.</param>
public sealed partial record SparkHome(string Folder, SparkVersion Version, string Source)
{
    public string Submit => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? "spark-submit.cmd" : "spark-submit");

    /// <summary>Looks at a folder and says what is wrong with it, if anything is.</summary>
    /// <exception cref="SparkNotFoundException">It is no Spark distribution; the message says what is missing.</exception>
    public static SparkHome At(string folder, string source)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
            throw new SparkNotFoundException($"{source} names '{folder}', which is no folder.");
        var version = FindVersion(full) ?? throw new SparkNotFoundException(
            $"{source} names '{folder}', which has neither a RELEASE file nor jars/spark-core_*.jar. "
                + "It must be the folder of an unpacked Spark distribution, the one with bin/ and jars/.");
        var home = new SparkHome(full, version, source);
        return File.Exists(home.Submit)
            ? home
            : throw new SparkNotFoundException($"{source} names '{folder}', which has no bin/spark-submit. Unpack the distribution again.");
    }

    public override string ToString() => $"Spark {Version} at {Folder} (from {Source})";

    private static SparkVersion? FindVersion(string folder)
    {
        string release = Path.Combine(folder, "RELEASE");
        if (File.Exists(release) && ReleaseLine().Match(File.ReadAllText(release)) is { Success: true } line)
            return SparkVersion.Parse(line.Groups[1].Value);
        string jars = Path.Combine(folder, "jars");
        string? core = Directory.Exists(jars) ? Directory.EnumerateFiles(jars, "spark-core_*.jar").FirstOrDefault() : null;
        return core is not null && CoreJar().Match(Path.GetFileName(core)) is { Success: true } jar
            ? SparkVersion.Parse(jar.Groups[1].Value)
            : null;
    }

    [GeneratedRegex(@"^Spark (\d+\.\d+\.\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex ReleaseLine();

    [GeneratedRegex(@"^spark-core_\d+\.\d+-(\d+\.\d+\.\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex CoreJar();
}

/// <summary>No Spark that can be used; the message says where was looked and what to do.</summary>
public sealed class SparkNotFoundException(string message, Exception? inner = null) : Exception(message, inner);
