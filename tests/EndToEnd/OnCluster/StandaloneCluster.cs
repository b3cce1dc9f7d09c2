using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>A standalone cluster, and the pipeline's script on it. Started by the first test of a collection.</summary>
public abstract class StandaloneCluster(string version) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private StandaloneDaemons? _daemons;

    /// <summary>The script with a Spark of this version and little memory, as a person would start it.</summary>
    /// <param name="submit">Options before the <c>--</c>.</param>
    /// <param name="pipeline">Options after it.</param>
    internal ChildProcess Start(string[] submit, string[] pipeline)
    {
        string spark = ClusterFactAttribute.Spark(version).Folder;
        _daemons ??= new StandaloneDaemons(spark, _folder.Path);
        return ChildProcess.Start(
            Repository.At("spark-submit.sh"),
            [
                "--master", _daemons.Master, "--executor-memory", "600m", "--driver-memory", "800m", .. submit,
                "--", "--date", "2026-01-31", "--set", "models.als.solver=executors", .. pipeline,
            ],
            new Dictionary<string, string> { ["SPARK_HOME"] = spark, ["SPARK_LOCAL_IP"] = "127.0.0.1" });
    }

    public void Dispose()
    {
        _daemons?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class Standalone35() : StandaloneCluster("3.5.9");

public sealed class Standalone43() : StandaloneCluster("4.3.0");

[CollectionDefinition(nameof(Standalone35), DisableParallelization = true)]
public class Standalone35Users : ICollectionFixture<Standalone35>;

[CollectionDefinition(nameof(Standalone43), DisableParallelization = true)]
public class Standalone43Users : ICollectionFixture<Standalone43>;
