using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>HDFS and YARN for real, in one JVM, from shared/hadoop, with the sample's files in <c>/in</c>. Started by the first test of the collection.</summary>
public sealed class HadoopCluster : IDisposable
{
    private const string Version = "3.5.9";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<MiniHadoop> _hadoop;

    public HadoopCluster() => _hadoop = new Lazy<MiniHadoop>(Start);

    /// <summary>hdfs://localhost:PORT</summary>
    public string Uri => _hadoop.Value.Uri;

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
            ["--master", "yarn", .. submit, .. settings.SelectMany(setting => new[] { "--conf", setting }), "--", "--date", "2026-01-31", "--set", "models.als.solver=executors", .. inputs, .. pipeline],
            Environment(_hadoop.Value, version));
        return child.Wait();
    }

    /// <summary>Copies a folder of HDFS to this machine.</summary>
    internal void Get(string name, string folder) => Hdfs(_hadoop.Value, "-get", $"{Uri}/{name}", folder);

    internal string Read(string name) => Hdfs(_hadoop.Value, "-cat", $"{Uri}/{name}").Output;

    public void Dispose()
    {
        if (_hadoop.IsValueCreated)
            _hadoop.Value.Dispose();
        _folder.Dispose();
    }

    private MiniHadoop Start()
    {
        var hadoop = new MiniHadoop(ClusterFactAttribute.Spark(Version).Folder, _folder.Path);
        string data = Repository.At("data", "ml-latest-small");
        Hdfs(hadoop, "-mkdir", "/in");
        Hdfs(hadoop, "-put", Path.Combine(data, "ratings.csv"), Path.Combine(data, "movies.csv"), "/in/");
        return hadoop;
    }

    private static ChildResult Hdfs(MiniHadoop hadoop, params string[] arguments)
    {
        string program = Path.Combine(ClusterFactAttribute.Spark(Version).Folder, "bin", "spark-class");
        using var child = ChildProcess.Start(program, ["org.apache.hadoop.fs.FsShell", .. arguments], Environment(hadoop, Version));
        var result = child.Wait();
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private static Dictionary<string, string> Environment(MiniHadoop hadoop, string version) => new()
    {
        ["SPARK_HOME"] = ClusterFactAttribute.Spark(version).Folder, ["JAVA_HOME"] = MiniHadoop.JavaHome, ["HADOOP_CONF_DIR"] = hadoop.Configuration,
    };
}

[CollectionDefinition(nameof(HadoopCluster), DisableParallelization = true)]
public class HadoopClusterUsers : ICollectionFixture<HadoopCluster>;
