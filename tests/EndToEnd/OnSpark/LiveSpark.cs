using RecPipeline.Jobs.Engines;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>A real Spark on two cores that all tests of its collection share: 3.5.9, or what RECPIPELINE_SPARK_VERSION names.</summary>
public class LiveSpark : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<SparkSession> _session;
    private readonly string _version;

    public LiveSpark() : this(Version)
    {
    }

    protected LiveSpark(string version) => (_version, _session) = (version, new Lazy<SparkSession>(Start));

    public static string Version { get; } = Environment.GetEnvironmentVariable("RECPIPELINE_SPARK_VERSION") ?? SparkFinder.Versions[0];

    public SparkSession Session => _session.Value;

    public SparkEngine Engine => new(Session);

    /// <summary>The pipeline's program as the build has left it: driver and worker in one.</summary>
    public static string Program { get; } = Path.Combine(
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!, "..", "RecPipeline.Jobs",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "RecPipeline.Jobs");

    /// <summary>Cuts every input into about this many splits, and every exchange into as many partitions.</summary>
    public void CutInto(int partitions, long inputBytes)
    {
        Session.Conf().Set("spark.sql.shuffle.partitions", partitions);
        Session.Conf().Set("spark.sql.files.maxPartitionBytes", Math.Max(1, (inputBytes / partitions) + 1));
        Session.Conf().Set("spark.sql.files.openCostInBytes", 0);
    }

    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Stop();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // Without checksum files beside every file, as on HDFS.
    private SparkSession Start() => Directory.CreateDirectory(_folder.At("events")).Exists ? Builder().GetOrCreate() : throw new IOException("The folder of the event log could not be made.");

    private Builder Builder() => SparkSession.Builder()
        .Find(_ => Finder(_version)).AppName("pipeline tests").Master("local[2,4]")
        .Config("spark.driver.memory", "1g").Config("spark.ui.enabled", "false").Config("spark.driver.host", "127.0.0.1").Config("spark.driver.bindAddress", "127.0.0.1")
        .Config("spark.recpipeline.worker", Path.GetFullPath(Program)).Config("spark.local.dir", _folder.At("local")).Config("spark.sql.warehouse.dir", _folder.At("warehouse"))
        .Config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem").Config("spark.hadoop.fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs")
        .Config("spark.eventLog.enabled", "true").Config("spark.eventLog.dir", "file://" + _folder.At("events"))
        .LogTo(_ => { }, _ => { });

    internal static SparkFinderOptions Finder(string version) => new()
    {
        Version = version, MayDownload = false, ArchiveFolders = Repository.Shared("spark") is { } folder ? [folder] : [],
    };
}

/// <summary>The other of the two versions, for tests that hold both against one table; they are <see cref="OnCluster.ClusterFactAttribute"/>.</summary>
public sealed class OtherLiveSpark() : LiveSpark(SparkFinder.Versions.First(version => version != Version));

/// <summary>Tests of this collection run one after another, so there is one Spark at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class LiveSparkUsers : ICollectionFixture<LiveSpark>
{
    public const string Name = "live Spark";
}

/// <inheritdoc cref="LiveSparkUsers"/>
[CollectionDefinition(Name, DisableParallelization = true)]
public class OtherLiveSparkUsers : ICollectionFixture<OtherLiveSpark>
{
    public const string Name = "the other live Spark";
}

/// <summary>A test that needs a real Spark; skipped, with the reason, where there is none in the cache, in shared/spark or in SPARK_HOME.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SparkFactAttribute : FactAttribute
{
    public SparkFactAttribute() => Skip = MissingSpark.Reason;
}

/// <inheritdoc cref="SparkFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SparkTheoryAttribute : TheoryAttribute
{
    public SparkTheoryAttribute() => Skip = MissingSpark.Reason;
}

internal static class MissingSpark
{
    private static readonly Lazy<string?> Found = new(Look);

    public static string? Reason => Found.Value;

    private static string? Look()
    {
        if (JavaRuntime.Find() is not { Major: 17 })
            return "There is no Java 17 on the PATH or in JAVA_HOME.";
        try
        {
            SparkFinder.Find(LiveSpark.Finder(LiveSpark.Version));
            return null;
        }
        catch (SparkNotFoundException error)
        {
            return error.Message;
        }
    }
}
