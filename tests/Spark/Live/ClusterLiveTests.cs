using System.Diagnostics;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.SparkHost;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A standalone cluster: the worker from an archive and from an installed path, and an executor that is killed.</summary>
[Trait("Tier", "All")]
public abstract class ClusterLiveTests(string version) : IDisposable
{
    private static readonly FieldList Id = FieldList.Of(new Field("id", DataType.Int64));

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [LiveFact]
    public void Worker_FromAnArchive_AndAnExecutorKilledInItsTask()
    {
        Assert.InRange(new FileInfo(HostPackage.File).Length, 1, 45 << 20);
        using var cluster = new StandaloneDaemons(SparkFinder.Find(LiveSpark.Finder(version)).Folder, _folder.At("cluster"));
        using var spark = Builder(cluster).SubmitOptions("--archives", HostPackage.File + "#app").Config("spark.recpipeline.worker", "./app/RecPipeline").GetOrCreate();
        Assert.Equal(499500L, spark.Range(0, 1000, 1, 4).MapBatches(HostFunctions.Identity, Id).Agg(Functions.Sum("id")).First()[0]);

        string marks = _folder.At("marks");
        var slow = spark.Range(0, 6, 1, 6).MapBatches(HostFunctions.Slow, Id, System.Text.Encoding.UTF8.GetBytes(marks));
        var killed = new Thread(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(marks), TimeSpan.FromMinutes(3));
            Thread.Sleep(500);
            Executors(spark.SparkContext.ApplicationId)[0].Kill();
        });
        killed.Start();
        Assert.Equal([0L, 1, 2, 3, 4, 5], slow.Collect().Select(row => row.GetAs<long>(0)));
        killed.Join();
        // Six partitions, and at least the one that was lost a second time.
        Assert.InRange(File.ReadAllLines(marks).Length, 7, 12);
    }

    [LiveFact]
    public void Worker_AtAnInstalledPath_AndOneThatIsNotThere()
    {
        using var cluster = new StandaloneDaemons(SparkFinder.Find(LiveSpark.Finder(version)).Folder, _folder.At("cluster"));
        using (var spark = Builder(cluster).Config("spark.recpipeline.worker", Host.Program).GetOrCreate())
            Assert.Equal(1000, spark.Range(0, 1000, 1, 4).MapBatches(HostFunctions.Identity, Id).Count());
        using (var spark = Builder(cluster).Config("spark.recpipeline.worker", "./app/Missing").GetOrCreate())
        {
            var error = Assert.Throws<SparkGatewayException>(() => spark.Range(3).MapBatches(HostFunctions.Identity, Id));
            Assert.Contains("Executors cannot run functions with './app/Missing': there is no such file on the executor", error.Message);
        }
    }

    private Builder Builder(StandaloneDaemons cluster) => SparkSession.Builder()
        .Find(_ => LiveSpark.Finder(version)).AppName("cluster").Master(cluster.Master).LogTo(_ => { }, _ => { })
        .Config("spark.driver.memory", "600m").Config("spark.executor.memory", "512m").Config("spark.ui.enabled", "false").Config("spark.sql.shuffle.partitions", "2")
        .Config("spark.driver.host", "127.0.0.1").Config("spark.driver.bindAddress", "127.0.0.1").Config("spark.local.dir", _folder.At("local"));

    private static Process[] Executors(string application) =>
    [
        .. from folder in Directory.GetDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out _)
           let command = CommandLine(folder)
           where command.Contains("CoarseGrainedExecutorBackend", StringComparison.Ordinal) && command.Contains(application, StringComparison.Ordinal)
           select Process.GetProcessById(int.Parse(Path.GetFileName(folder))),
    ];

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return "";
        }
    }
}

[Collection(SparkProcessCollection.Name)]
public sealed class ClusterLive35Tests() : ClusterLiveTests("3.5.9");

[Collection(SparkProcessCollection.Name)]
public sealed class ClusterLive43Tests() : ClusterLiveTests("4.3.0");
