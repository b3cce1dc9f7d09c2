using System.Diagnostics;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A master and two workers with one core each, on this machine.</summary>
internal sealed class StandaloneCluster : IDisposable
{
    private readonly List<Process> _processes = [];
    private readonly SparkHome _home;
    private readonly string _folder;

    public StandaloneCluster(SparkHome home, string folder)
    {
        (_home, _folder) = (home, folder);
        Directory.CreateDirectory(folder);
        int port = FreePort.Next();
        Master = $"spark://127.0.0.1:{port}";
        Start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", $"{port}", "--webui-port", "0");
        for (int i = 0; i < 2; i++)
            Start("org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "-c", "1", "-m", "1g", "-d", Path.Combine(folder, $"worker{i}"), Master);
    }

    public string Master { get; }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private void Start(string javaClass, params string[] arguments)
    {
        var info = new ProcessStartInfo(Path.Combine(_home.Folder, "bin", "spark-class"), [javaClass, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        info.Environment["SPARK_DAEMON_MEMORY"] = "256m";
        info.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        var process = Process.Start(info)!;
        // Their logs are of no interest, but a full pipe would stop them.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }
}
