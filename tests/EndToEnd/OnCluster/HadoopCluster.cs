using System.Diagnostics;
using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>HDFS and YARN for real, in one JVM, from shared/hadoop, with the sample's files in <c>/in</c>. Started by the first test of the collection; ends when its standard input closes.</summary>
public sealed class HadoopCluster : IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Process> _process;
    private string _ready = "";

    public HadoopCluster() => _process = new Lazy<Process>(Start);

    /// <summary>hdfs://localhost:PORT</summary>
    public string Uri
    {
        get
        {
            _ = _process.Value;
            return _ready.Split(' ')[1];
        }
    }

    /// <summary>The script with a Spark of a version and as little memory as the two nodes have room for.</summary>
    internal ChildResult Submit(string version, string[] submit, params string[] pipeline)
    {
        string[] inputs = pipeline.Contains("--ratings") ? [] : ["--ratings", Uri + "/in/ratings.csv", "--items", Uri + "/in/movies.csv"];
        string[] settings =
        [
            $"spark.yarn.jars=local:{ClusterFactAttribute.Spark(version).Folder}/jars/*", "spark.executor.memory=600m", "spark.driver.memory=600m", "spark.yarn.am.memory=512m", "spark.executor.instances=1",
        ];
        using var child = ChildProcess.Start(
            Repository.At("spark-submit.sh"),
            ["--master", "yarn", .. submit, .. settings.SelectMany(setting => new[] { "--conf", setting }), "--", "--date", "2026-01-31", "--set", "als.solver=executors", .. inputs, .. pipeline],
            Environment(version));
        return child.Wait();
    }

    /// <summary>Copies a folder of HDFS to this machine.</summary>
    internal void Get(string name, string folder) => Hdfs("-get", $"{Uri}/{name}", folder);

    internal string Read(string name) => Hdfs("-cat", $"{Uri}/{name}").Output;

    public void Dispose()
    {
        if (_process.IsValueCreated)
        {
            _process.Value.StandardInput.Close();
            if (!_process.Value.WaitForExit(StopGrace))
                _process.Value.Kill(entireProcessTree: true);
            _process.Value.WaitForExit();
            _process.Value.Dispose();
        }
        _folder.Dispose();
    }

    private Process Start()
    {
        using (var tar = Process.Start("tar", ["-xJf", Path.Combine(Repository.Shared("hadoop")!, "hadoop-minicluster-3.3.4.tar.xz"), "-C", _folder.Path]))
            tar.WaitForExit();
        string jars = Path.GetDirectoryName(Directory.EnumerateFiles(_folder.Path, "hadoop-client-minicluster*.jar", SearchOption.AllDirectories).First())!;
        string[] opened = ["java.base/java.lang", "java.base/java.net", "java.base/java.util"];
        var info = new ProcessStartInfo(
            Path.Combine(JavaHome, "bin", "java"),
            [
                .. opened.SelectMany(package => new[] { "--add-opens", package + "=ALL-UNNAMED" }), "-Xmx1g", "-cp", $"{jars}/*:{ClusterFactAttribute.Spark("3.5.9").Folder}/jars/*",
                Path.Combine(Repository.Shared("hadoop")!, "MiniCluster.java"), _folder.At("data"),
            ])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        info.Environment["JAVA_HOME"] = JavaHome;
        var process = Process.Start(info)!;
        WaitUntilReady(process);
        string data = Repository.At("data", "ml-latest-small");
        Hdfs("-mkdir", "/in");
        Hdfs("-put", Path.Combine(data, "ratings.csv"), Path.Combine(data, "movies.csv"), "/in/");
        return process;
    }

    // What it prints later is of no interest, but a full pipe would stop it.
    private void WaitUntilReady(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        string? line;
        do
            line = process.StandardOutput.ReadLine();
        while (line is not null && !line.StartsWith("ready ", StringComparison.Ordinal));
        _ready = line ?? throw new InvalidOperationException("The Hadoop cluster did not start: " + errors.GetAwaiter().GetResult());
        _ = process.StandardOutput.ReadToEndAsync();
    }

    private ChildResult Hdfs(params string[] arguments)
    {
        using var child = ChildProcess.Start(Path.Combine(ClusterFactAttribute.Spark("3.5.9").Folder, "bin", "spark-class"), ["org.apache.hadoop.fs.FsShell", .. arguments], Environment("3.5.9"));
        var result = child.Wait();
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    // The containers start $JAVA_HOME/bin/java, so a link in /usr/bin does not do.
    private static string JavaHome { get; } = System.Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } set ? set : FindJava();

    private static string FindJava()
    {
        string java = JavaRuntime.Find()!.Program;
        return Path.GetDirectoryName(Path.GetDirectoryName(new FileInfo(java).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? java))!;
    }

    private Dictionary<string, string> Environment(string version) => new()
    {
        ["SPARK_HOME"] = ClusterFactAttribute.Spark(version).Folder, ["JAVA_HOME"] = JavaHome, ["HADOOP_CONF_DIR"] = _folder.At("data", "conf"),
    };
}

[CollectionDefinition(nameof(HadoopCluster), DisableParallelization = true)]
public class HadoopClusterUsers : ICollectionFixture<HadoopCluster>;
