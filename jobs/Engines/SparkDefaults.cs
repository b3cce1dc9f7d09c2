using RecPipeline.Spark.Launching;

namespace RecPipeline.Jobs.Engines;

/// <summary>
/// The settings of <c>conf/spark-defaults.conf</c>, as far as the user's own spark-defaults.conf says nothing about them.
/// </summary>
internal static class SparkDefaults
{
    private const string FileName = "spark-defaults.conf";

    public static Dictionary<string, string> For(SparkHome home)
    {
        string users = Path.Combine(Environment.GetEnvironmentVariable("SPARK_CONF_DIR") is { Length: > 0 } folder
            ? folder
            : Path.Combine(home.Folder, "conf"), FileName);
        var theirs = Read(users);
        return Read(Path.Combine(Home.Folder, "conf", FileName)).Where(setting => !theirs.ContainsKey(setting.Key)).ToDictionary();
    }

    /// <summary>Settings of a file: a key, blanks or '=', a value; lines that begin with # are comments. A missing file has none.</summary>
    internal static Dictionary<string, string> Read(string file)
    {
        var settings = new Dictionary<string, string>();
        if (!File.Exists(file))
            return settings;
        foreach (string line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            int end = line.AsSpan().IndexOfAny(" \t=:");
            settings[end < 0 ? line : line[..end]] = end < 0 ? "" : line[end..].TrimStart(' ', '\t', '=', ':');
        }
        return settings;
    }
}
