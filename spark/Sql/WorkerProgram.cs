using System.Reflection;
using System.Runtime.InteropServices;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>The program that executors start to run functions: one file name, as executors see it.</summary>
/// <param name="Path">Absolute, or relative to an executor's folder (<c>./app/RecPipeline</c>).</param>
/// <param name="Environment">Variables that the program needs on every executor.</param>
internal sealed record WorkerProgram(string Path, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>
    /// Names the program; set it to an installed path, or to the place in an archive given by <c>--archives app.tar.gz#app</c>.
    /// </summary>
    public const string Setting = "spark.recpipeline.worker";

    /// <summary>
    /// The setting, else what spark-submit was given as <c>spark.pyspark.python</c>, else (in local mode) this very program.
    /// </summary>
    /// <exception cref="SparkGatewayException">None is known; the message says how to give one.</exception>
    public static WorkerProgram Of(SparkSession session)
    {
        using var conf = session.SparkContext.Java.Call("getConf");
        bool isLocal = session.SparkContext.Master.StartsWith("local", StringComparison.Ordinal);
        string path = conf.Call<string>("get", Setting, "") is { Length: > 0 } set ? set
            : GivenToSparkSubmit() is { Length: > 0 } given ? given
            : isLocal ? OwnProgram()
            : throw new SparkGatewayException(
                "Executors have no program to run functions with. Give spark-submit --archives app.tar.gz#app and set "
                    + $"{Setting}=./app/RecPipeline, or set it to a path where the program is installed on every node.");
        return new WorkerProgram(path, isLocal ? RuntimeVariables() : new Dictionary<string, string>());
    }

    // Only where spark-submit started us: elsewhere the variable is the user's, for Python.
    private static string? GivenToSparkSubmit() =>
        GatewayEndpoint.FromEnvironment() is null ? null : System.Environment.GetEnvironmentVariable("PYSPARK_PYTHON");

    private static string OwnProgram()
    {
        string? entry = Assembly.GetEntryAssembly()?.GetName().Name;
        string program = System.IO.Path.Combine(AppContext.BaseDirectory, entry + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return entry is not null && File.Exists(program) ? program : throw new SparkGatewayException(
            $"This program has no executable of its own ('{program}' does not exist), so executors cannot start it. "
                + $"Build it with UseAppHost, or set {Setting}.");
    }

    // A program that does not bring its runtime finds the one that runs us.
    private static Dictionary<string, string> RuntimeVariables()
    {
        string root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Directory.Exists(System.IO.Path.Combine(root, "host", "fxr")) ? new() { ["DOTNET_ROOT"] = root } : [];
    }
}
