using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A real Spark of one version, shared by all tests of its collection and stopped after the last.</summary>
public abstract class LiveSpark : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<SparkSession> _session;

    protected LiveSpark(string version)
    {
        Version = version;
        _session = new Lazy<SparkSession>(() => Configure(SparkSession.Builder()).GetOrCreate());
    }

    public string Version { get; }

    public SparkSession Session => _session.Value;

    public List<string> Warnings { get; } = [];

    /// <summary>A path in a folder that goes with the fixture.</summary>
    public string File(string name) => _folder.At(name);

    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Stop();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What every Spark of these tests needs: little memory, no web page, files in the fixture's folder.</summary>
    public Builder Configure(Builder builder) => builder
        .Find(finder => Finder(Version))
        .AppName("tests").Master("local[2,4]")
        .Config("spark.driver.memory", "1g").Config("spark.ui.enabled", "false").Config("spark.sql.shuffle.partitions", "2")
        .Config("spark.recpipeline.worker", Host.Program)
        .Config("spark.driver.host", "127.0.0.1").Config("spark.driver.bindAddress", "127.0.0.1")
        .Config("spark.local.dir", _folder.At("local")).Config("spark.sql.warehouse.dir", _folder.At("warehouse"))
        .LogTo(_ => { }, text => { lock (Warnings) Warnings.Add(text); });

    internal static SparkFinderOptions Finder(string version) => new()
    {
        Version = version, MayDownload = false, ArchiveFolders = Repository.Shared("spark") is { } folder ? [folder] : [],
    };
}

public sealed class Spark35() : LiveSpark("3.5.9");

public sealed class Spark43() : LiveSpark("4.3.0");

/// <summary>Collections that are not parallel run one after another, so there are never two Sparks at once.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Spark35Collection : ICollectionFixture<Spark35>
{
    public const string Name = "Spark 3.5.9";
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Spark43Collection : ICollectionFixture<Spark43>
{
    public const string Name = "Spark 4.3.0";
}

/// <summary>Tests that start Sparks of their own, after or before those that share one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SparkProcessCollection
{
    public const string Name = "Spark processes";
}
