using System.Diagnostics;
using System.Net.Sockets;
using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>A master and two workers with one core each, and the pipeline's script on them. Started by the first test of a collection.</summary>
public abstract class StandaloneCluster(string version) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<TiedProcess> _daemons = [];
    private string? _master;

    /// <summary>The script with a Spark of this version and little memory, as a person would start it.</summary>
    /// <param name="submit">Options before the <c>--</c>.</param>
    /// <param name="pipeline">Options after it.</param>
    internal ChildProcess Start(string[] submit, string[] pipeline) => ChildProcess.Start(
        Repository.At("spark-submit.sh"),
        [
            "--master", _master ??= StartDaemons(), "--executor-memory", "600m", "--driver-memory", "800m", .. submit,
            "--", "--date", "2026-01-31", "--set", "als.solver=executors", .. pipeline,
        ],
        new Dictionary<string, string> { ["SPARK_HOME"] = ClusterFactAttribute.Spark(version).Folder, ["SPARK_LOCAL_IP"] = "127.0.0.1" });

    public void Dispose()
    {
        _daemons.Reverse<TiedProcess>().ToList().ForEach(daemon => daemon.Dispose());
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private string StartDaemons()
    {
        int port = TiedProcess.FreePort();
        string master = $"spark://127.0.0.1:{port}";
        Daemon("master.Master", "--host", "127.0.0.1", "--port", $"{port}", "--webui-port", "0");
        for (int i = 0; i < 2; i++)
            Daemon("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "1g", "-d", _folder.At($"worker{i}"), master);
        Assert.True(SpinWait.SpinUntil(() => Listens(port), TimeSpan.FromMinutes(5)), "The Spark master does not listen.");
        return master;
    }

    private void Daemon(string name, params string[] arguments)
    {
        var spark = ClusterFactAttribute.Spark(version);
        var environment = new Dictionary<string, string> { ["SPARK_HOME"] = spark.Folder, ["SPARK_DAEMON_MEMORY"] = "256m", ["SPARK_LOCAL_IP"] = "127.0.0.1" };
        _daemons.Add(new TiedProcess(_folder.Path, environment, [Path.Combine(spark.Folder, "bin", "spark-class"), "org.apache.spark.deploy." + name, .. arguments]));
    }

    private static bool Listens(int port)
    {
        Thread.Sleep(50);
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public sealed class Standalone35() : StandaloneCluster("3.5.9");

public sealed class Standalone43() : StandaloneCluster("4.3.0");

[CollectionDefinition(nameof(Standalone35), DisableParallelization = true)]
public class Standalone35Users : ICollectionFixture<Standalone35>;

[CollectionDefinition(nameof(Standalone43), DisableParallelization = true)]
public class Standalone43Users : ICollectionFixture<Standalone43>;
