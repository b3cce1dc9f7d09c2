using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Tests.Launching;

public sealed class SparkVersionTests
{
    [Theory]
    [InlineData("3.5.9", 3, 5, 9)]
    [InlineData("4.3.0-SNAPSHOT", 4, 3, 0)]
    [InlineData("3.5.9.vendor2", 3, 5, 9)]
    [InlineData("4.1", 4, 1, 0)]
    public void Parse_Versions(string text, int major, int minor, int patch) => Assert.Equal(new SparkVersion(major, minor, patch), SparkVersion.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("x.y.z")]
    public void Parse_NoVersion_QuotesIt(string text) => Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => SparkVersion.Parse(text)).Message);

    [Fact]
    public void Table_OfDifferences()
    {
        string[] versions = ["3.5.9", "4.0.1", "4.1.0", "4.2.0", "4.3.0"];
        Assert.Equal([true, false, false, false, true], versions.Select(text => SparkVersion.Parse(text).IsTested));
        Assert.Equal([false, true, true, true, true], versions.Select(text => SparkVersion.Parse(text).MapsColumns));
        Assert.Equal([false, false, false, true, true], versions.Select(text => SparkVersion.Parse(text).HasProcessingTime));
        Assert.Equal([false, false, false, false, true], versions.Select(text => SparkVersion.Parse(text).HasTranspiledArguments));
        Assert.True(SparkVersion.Parse("3.5.10") > SparkVersion.Parse("3.5.9"));
    }
}
