using System.Diagnostics;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A real name node, data node, resource manager and two node managers in one JVM of 1 GB, from shared/hadoop. It ends when its standard input closes.</summary>
internal sealed class HadoopCluster : IDisposable
{
    private readonly Process _process;

    public HadoopCluster(string folder)
    {
        JavaHome = FindJavaHome();
        string jars = Unpack(folder);
        string spark = SparkFinder.Find(LiveSpark.Finder("3.5.9")).Folder;
        string[] opened = ["java.base/java.lang", "java.base/java.net", "java.base/java.util"];
        var info = new ProcessStartInfo(
            Path.Combine(JavaHome, "bin", "java"),
            [
                .. opened.SelectMany(package => new[] { "--add-opens", package + "=ALL-UNNAMED" }), "-Xmx1g", "-cp", $"{jars}/*:{spark}/jars/*",
                Path.Combine(Repository.Shared("hadoop")!, "MiniCluster.java"), Path.Combine(folder, "data"),
            ])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        info.Environment["JAVA_HOME"] = JavaHome;
        _process = Process.Start(info)!;
        var errors = _process.StandardError.ReadToEndAsync();
        string? ready;
        do
            ready = _process.StandardOutput.ReadLine();
        while (ready is not null && !ready.StartsWith("ready "));
        if (ready is null)
            throw new InvalidOperationException("The Hadoop cluster did not start: " + errors.GetAwaiter().GetResult()[^3000..]);
        Uri = ready.Split(' ')[1];
        Configuration = ready.Split("HADOOP_CONF_DIR=")[1];
        // What follows is of no interest, but a full pipe would stop the cluster.
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>hdfs://localhost:PORT</summary>
    public string Uri { get; }

    /// <summary>What HADOOP_CONF_DIR must be.</summary>
    public string Configuration { get; }

    public string JavaHome { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(60)))
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Unpack(string folder)
    {
        Directory.CreateDirectory(folder);
        using var tar = Process.Start("tar", ["-xJf", Path.Combine(Repository.Shared("hadoop")!, "hadoop-minicluster-3.3.4.tar.xz"), "-C", folder]);
        tar.WaitForExit();
        return Path.GetDirectoryName(Directory.EnumerateFiles(folder, "hadoop-client-minicluster*.jar", SearchOption.AllDirectories).First())!;
    }

    // The containers start $JAVA_HOME/bin/java, so a link in /usr/bin does not do.
    private static string FindJavaHome()
    {
        if (Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } set)
            return set;
        string java = new FileInfo(JavaRuntime.Find()!.Program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? JavaRuntime.Find()!.Program;
        return Path.GetDirectoryName(Path.GetDirectoryName(java))!;
    }
}
