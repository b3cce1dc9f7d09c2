using System.Collections;
using System.Diagnostics;

namespace RecPipeline.Spark.Launching;

/// <summary>The command line and environment of spark-submit.</summary>
internal static class SubmitCommand
{
    // A user sets these for Spark itself. Every other SPARK_, PYSPARK_ and PYTHON variable could turn stock Spark into something else.
    private static readonly HashSet<string> KeptVariables =
    [
        "SPARK_CONF_DIR", "SPARK_DIST_CLASSPATH", "SPARK_LOCAL_DIRS", "SPARK_LOCAL_HOSTNAME",
        "SPARK_LOCAL_IP", "SPARK_LOG_DIR", "SPARK_PREFER_IPV6", "SPARK_SUBMIT_OPTS",
    ];

    public static ProcessStartInfo Build(SparkHome home, SparkSubmitOptions options, string connectionFile)
    {
        var settings = options.Settings.SelectMany(setting => new[] { "--conf", $"{setting.Key}={setting.Value}" });
        string[] arguments = [home.Submit, .. settings, .. options.Options, "pyspark-shell"];
        // An ignored signal stays ignored across exec; there is no other way to hand that down to a child from .NET.
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(arguments[0], arguments[1..])
            : new ProcessStartInfo("/bin/sh", ["-c", "trap '' INT; exec \"$0\" \"$@\"", .. arguments]);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        SetEnvironment(info.Environment, home, options, connectionFile);
        return info;
    }

    private static void SetEnvironment(
        IDictionary<string, string?> variables, SparkHome home, SparkSubmitOptions options, string connectionFile)
    {
        foreach (string name in Inherited())
        {
            if (!KeptVariables.Contains(name) && (name.StartsWith("SPARK_", StringComparison.Ordinal)
                || name.StartsWith("PYSPARK_", StringComparison.Ordinal) || name.StartsWith("PYTHON", StringComparison.Ordinal)))
                variables.Remove(name);
        }
        variables["SPARK_HOME"] = home.Folder;
        variables["SPARK_CONNECT_MODE"] = "0";
        variables["_PYSPARK_DRIVER_CONN_INFO_PATH"] = connectionFile;
        foreach (var (name, value) in options.Environment)
            variables[name] = value;
    }

    private static IEnumerable<string> Inherited() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key);
}
