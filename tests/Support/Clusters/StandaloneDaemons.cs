using System.Net.Sockets;

namespace RecPipeline.Tests.Support.Clusters;

/// <summary>A master and two workers with one core each, on this machine.</summary>
internal sealed class StandaloneDaemons : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<TiedProcess> _daemons = [];
    private readonly string _spark, _folder;

    /// <param name="spark">Folder of a Spark.</param>
    /// <param name="folder">For logs and the workers' files.</param>
    /// <exception cref="TimeoutException">The master does not listen within five minutes.</exception>
    public StandaloneDaemons(string spark, string folder)
    {
        (_spark, _folder) = (spark, folder);
        int port = FreePort.Next();
        Master = $"spark://127.0.0.1:{port}";
        Start("master.Master", "--host", "127.0.0.1", "--port", $"{port}", "--webui-port", "0");
        for (int i = 0; i < 2; i++)
            Start("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "1g", "-d", Path.Combine(folder, $"worker{i}"), Master);
        if (SpinWait.SpinUntil(() => Listens(port), Patience))
            return;
        Dispose();
        throw new TimeoutException($"The Spark master does not listen at {Master}; its log is in {folder}.");
    }

    /// <summary>spark://127.0.0.1:PORT</summary>
    public string Master { get; }

    public void Dispose() => _daemons.AsEnumerable().Reverse().ToList().ForEach(daemon => daemon.Dispose());

    private void Start(string name, params string[] arguments) => _daemons.Add(new TiedProcess(
        _folder, new Dictionary<string, string> { ["SPARK_HOME"] = _spark, ["SPARK_DAEMON_MEMORY"] = "256m", ["SPARK_LOCAL_IP"] = "127.0.0.1" },
        [Path.Combine(_spark, "bin", "spark-class"), "org.apache.spark.deploy." + name, .. arguments]));

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
