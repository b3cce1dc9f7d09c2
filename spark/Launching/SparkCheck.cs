namespace RecPipeline.Spark.Launching;

/// <summary>One thing that was looked at before a Spark is started.</summary>
/// <param name="What">Spark or Java.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do; empty when nothing is.</param>
public sealed record SparkFinding(string What, string Found, string Advice = "")
{
    public bool IsGood => Advice.Length == 0;
}

/// <summary>
/// Says which Spark would be used and whether its Java fits, without starting, unpacking or downloading anything (about 0.1 s).
/// </summary>
public static class SparkCheck
{
    public static IReadOnlyList<SparkFinding> Look(SparkFinderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return SparkFinder.FindInstalled(options) is { } home
                ? [Version(home, options), Java(home.Version, JavaRuntime.Find())]
                : [Missing(options), Java(SparkVersion.Parse(options.Version ?? SparkFinder.Versions[0]), JavaRuntime.Find())];
        }
        catch (SparkNotFoundException error)
        {
            return [new SparkFinding("Spark", error.Message, "Correct SPARK_HOME, or unset it to let a Spark be found.")];
        }
    }

    internal static SparkFinding Java(SparkVersion spark, JavaRuntime? java)
    {
        string wanted = string.Join(" or ", spark.JavaVersions);
        return java is null ? new SparkFinding("Java", "none found", $"Spark {spark} needs Java {wanted}: install it or set JAVA_HOME.")
            : spark.JavaVersions.Contains(java.Major) ? new SparkFinding("Java", $"{java.Major} at {java.Program}")
            : new SparkFinding(
                "Java", $"{java.Major} at {java.Program}", $"Spark {spark} is tested with Java {wanted}; set JAVA_HOME to one of these.");
    }

    private static SparkFinding Version(SparkHome home, SparkFinderOptions options) => home.Version.IsTested || options.AllowUntested
        ? new SparkFinding("Spark", home.ToString())
        : new SparkFinding("Spark", home.ToString(), "This version is not tested; use 3.5 or 4.3, or insist with --allow-untested-spark.");

    private static SparkFinding Missing(SparkFinderOptions options) => SparkFinder.FindArchive(options) is { } archive
        ? new SparkFinding("Spark", $"{archive}, unpacked at the first use (15 s)")
        : new SparkFinding("Spark", "none found", options.MayDownload
            ? "It is downloaded at the first use (300 to 400 MB); or set SPARK_HOME."
            : "Set SPARK_HOME to an unpacked distribution.");
}
