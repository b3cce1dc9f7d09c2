using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A test that needs a real Spark of both versions; skipped, with the reason, where there is none in the cache, in shared/spark or in SPARK_HOME.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal class LiveFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(WhyNot);

    public LiveFactAttribute() => Skip = Missing.Value;

    private static string? WhyNot()
    {
        if (JavaRuntime.Find() is not { Major: 17 })
            return "There is no Java 17 on the PATH or in JAVA_HOME.";
        try
        {
            foreach (string version in SparkFinder.Versions)
                SparkFinder.Find(LiveSpark.Finder(version));
            return null;
        }
        catch (SparkNotFoundException error)
        {
            return error.Message;
        }
    }
}

/// <summary>A live test that also needs the Hadoop of shared/hadoop.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HadoopFactAttribute : LiveFactAttribute
{
    public HadoopFactAttribute() => Skip ??= Repository.Shared("hadoop") is null ? "There is no folder shared/hadoop beside the repository." : null;
}
