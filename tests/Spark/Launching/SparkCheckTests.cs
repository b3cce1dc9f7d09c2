using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Launching;

public sealed class SparkCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("3.5.9", 17, true)]
    [InlineData("3.5.9", 21, false)]
    [InlineData("4.3.0", 11, false)]
    [InlineData("4.3.0", 21, true)]
    public void Java_FitsOrIsNamed(string spark, int java, bool fits) =>
        Assert.Equal(fits, SparkCheck.Java(SparkVersion.Parse(spark), new JavaRuntime("/x/java", java)).IsGood);

    [Fact]
    public void Java_None_SaysWhich() => Assert.Contains("needs Java 17 or 21", SparkCheck.Java(new SparkVersion(4, 3, 0), null).Advice);

    [Fact]
    public void Look_CachedArchiveOrNothing()
    {
        var options = new SparkFinderOptions { Cache = _folder.At("cache"), ArchiveFolders = [_folder.At("archives")], MayDownload = false };
        Assert.Contains("Set SPARK_HOME", SparkCheck.Look(options)[0].Advice);
        Assert.Contains("is downloaded at the first use", SparkCheck.Look(options with { MayDownload = true })[0].Advice);
        _folder.Write("archives/spark-4.3.0.tar.xz", "");
        Assert.Contains("spark-4.3.0.tar.xz, unpacked at the first use", SparkCheck.Look(options)[0].Found);
        _folder.Write("home/RELEASE", "Spark 4.1.0\n");
        _folder.Write("home/bin/spark-submit", "");
        Assert.Contains("not tested", SparkCheck.Look(options with { Home = _folder.At("home") })[0].Advice);
        Assert.Contains("no folder", SparkCheck.Look(options with { Home = _folder.At("none") })[0].Found);
    }
}
