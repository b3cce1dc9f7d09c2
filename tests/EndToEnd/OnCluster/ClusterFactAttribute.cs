using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>A test that starts clusters of both Sparks; skipped, with the reason, where one of them or Java 17 is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class ClusterFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(WhyNot);

    public ClusterFactAttribute() => Skip = Missing.Value;

    /// <summary>The Spark of one version, in the user's cache or from an archive.</summary>
    internal static SparkHome Spark(string version) => SparkFinder.Find(new SparkFinderOptions
    {
        Version = version, MayDownload = false, ArchiveFolders = Repository.Shared("spark") is { } folder ? [folder] : [],
    });

    private static string? WhyNot()
    {
        if (JavaRuntime.Find() is not { Major: 17 })
            return "There is no Java 17 on the PATH or in JAVA_HOME.";
        try
        {
            foreach (string version in SparkFinder.Versions.Where(version => Spark(version).Version.ToString() != version))
                return $"SPARK_HOME names another Spark than {version}.";
            return null;
        }
        catch (SparkNotFoundException error)
        {
            return error.Message;
        }
    }
}

/// <summary>A test that also needs the Hadoop of shared/hadoop.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HadoopFactAttribute : ClusterFactAttribute
{
    public HadoopFactAttribute() => Skip ??= Repository.Shared("hadoop") is null ? "There is no folder shared/hadoop beside the repository." : null;
}
