using System.Diagnostics;
using RecPipeline.Spark.Launching;

namespace RecPipeline.Tests.Support.Clusters;

/// <summary>A real name node, data node, resource manager and two node managers in one JVM of 1 GB, from shared/hadoop. It ends when its standard input closes.</summary>
internal sealed class MiniHadoop : IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(60);
    private static readonly string[] Opened = ["java.base/java.lang", "java.base/java.net", "java.base/java.util"];

    private readonly Process _process;

    /// <param name="spark">Folder of a Spark whose jars it uses.</param>
    /// <param name="folder">For its files.</param>
    /// <exception cref="InvalidOperationException">It does not start.</exception>
    public MiniHadoop(string spark, string folder)
    {
        string[] java =
        [
            .. Opened.SelectMany(package => new[] { "--add-opens", package + "=ALL-UNNAMED" }), "-Xmx1g", "-cp", $"{Unpack(folder)}/*:{spark}/jars/*",
            Path.Combine(Repository.Shared("hadoop")!, "MiniCluster.java"), Path.Combine(folder, "data"),
        ];
        var info = new ProcessStartInfo(Path.Combine(JavaHome, "bin", "java"), java)
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        info.Environment["JAVA_HOME"] = JavaHome;
        _process = Process.Start(info)!;
        string ready = WaitUntilReady();
        (Uri, Configuration) = (ready.Split(' ')[1], ready.Split("HADOOP_CONF_DIR=")[1]);
    }

    /// <summary>hdfs://localhost:PORT</summary>
    public string Uri { get; }

    /// <summary>What HADOOP_CONF_DIR must be.</summary>
    public string Configuration { get; }

    // The containers start $JAVA_HOME/bin/java, so a link in /usr/bin does not do.
    public static string JavaHome { get; } = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } set ? set : FindJava();

    public void Dispose() => _process.EndByInput(StopGrace);

    // What it prints later is of no interest, but a full pipe would stop it.
    private string WaitUntilReady()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        string? line;
        do
            line = _process.StandardOutput.ReadLine();
        while (line is not null && !line.StartsWith("ready ", StringComparison.Ordinal));
        _ = _process.StandardOutput.ReadToEndAsync();
        return line ?? throw new InvalidOperationException("The Hadoop cluster did not start: " + errors.GetAwaiter().GetResult());
    }

    private static string Unpack(string folder)
    {
        Directory.CreateDirectory(folder);
        using var tar = Process.Start("tar", ["-xJf", Path.Combine(Repository.Shared("hadoop")!, "hadoop-minicluster-3.3.4.tar.xz"), "-C", folder]);
        tar.WaitForExit();
        return Path.GetDirectoryName(Directory.EnumerateFiles(folder, "hadoop-client-minicluster*.jar", SearchOption.AllDirectories).First())!;
    }

    private static string FindJava()
    {
        string java = JavaRuntime.Find()!.Program;
        return Path.GetDirectoryName(Path.GetDirectoryName(new FileInfo(java).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? java))!;
    }
}
