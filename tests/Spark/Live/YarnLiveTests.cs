using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.SparkHost;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>YARN and HDFS for real, in client mode, with one version per run: RECPIPELINE_YARN_SPARK, or 3.5.9.</summary>
[Trait("Tier", "All")]
[Collection(SparkProcessCollection.Name)]
public sealed class YarnLiveTests : IDisposable
{
    private static readonly FieldList Id = FieldList.Of(new Field("id", DataType.Int64));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [HadoopFact]
    public void Job_OnYarn_ReadsAndWritesHdfs()
    {
        var home = SparkFinder.Find(LiveSpark.Finder(Environment.GetEnvironmentVariable("RECPIPELINE_YARN_SPARK") ?? "3.5.9"));
        using var cluster = new MiniHadoop(SparkFinder.Find(LiveSpark.Finder("3.5.9")).Folder, _folder.At("hadoop"));
        using var spark = Session(home, cluster);
        string path = cluster.Uri + "/numbers";
        spark.Range(0, 1000, 1, 4).MapBatches(HostFunctions.Identity, Id).Write().Mode(SaveMode.Overwrite).Parquet(path);
        var back = spark.Read().Parquet("/numbers");
        Assert.Equal(499500L, back.MapBatches(HostFunctions.Identity, Id).Agg(Functions.Sum("id")).First()[0]);
        Files(spark.SparkContext.FileSystem, cluster.Uri + "/files");
    }

    // What differs between HDFS and local disks is the same through this class.
    private static void Files(Hadoop.HadoopFileSystem files, string root)
    {
        files.WriteAllBytes(root + "/a", [1, 2, 3]);
        files.WriteAllBytes(root + "/b", [4]);
        files.Rename(root + "/b", root + "/a");
        Assert.Equal([4], files.ReadAllBytes(root + "/a"));
        files.Replace(root + "/a", [5, 6]);
        Assert.Equal(2, Assert.Single(files.List(root)).Length);
        Assert.Equal("java.io.FileNotFoundException", Assert.Throws<SparkGatewayException>(() => files.Rename(root + "/none", root + "/a")).JavaClass);
        Assert.True(files.Delete(root));
        Assert.False(files.Exists(root));
    }

    private SparkSession Session(SparkHome home, MiniHadoop cluster) => SparkSession.Builder()
        .Find(finder => finder with { Home = home.Folder, MayDownload = false }).AppName("yarn").Master("yarn").LogTo(_ => { }, _ => { })
        .SubmitOptions("--archives", HostPackage.File + "#app").Config("spark.recpipeline.worker", "./app/RecPipeline")
        .Config("spark.yarn.jars", $"local:{home.Folder}/jars/*").Config("spark.executor.memory", "600m").Config("spark.driver.memory", "600m").Config("spark.yarn.am.memory", "512m")
        .Config("spark.executor.instances", 1).Config("spark.ui.enabled", "false").Config("spark.sql.shuffle.partitions", "2").Config("spark.local.dir", _folder.At("local"))
        .Config("spark.driver.host", "127.0.0.1").Config("spark.driver.bindAddress", "127.0.0.1")
        .Launch(launch => launch with { Environment = new Dictionary<string, string> { ["HADOOP_CONF_DIR"] = cluster.Configuration, ["JAVA_HOME"] = MiniHadoop.JavaHome } })
        .GetOrCreate();
}
