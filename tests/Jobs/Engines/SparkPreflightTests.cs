using RecPipeline.Jobs.Configuration;
using System.Net;
using System.Net.Sockets;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Engines;

/// <summary>What is found before a Spark is started.</summary>
public class SparkPreflightTests
{
    [Fact]
    public void CheckMaster_NobodyListens_SaysWhoAndWhatToDo()
    {
        var error = Assert.Throws<PipelineException>(() => SparkPreflight.CheckMaster("spark://127.0.0.1:1,127.0.0.1:2"));
        Assert.Equal(ExitCode.Failed, error.Code);
        Assert.StartsWith("Connecting to the Spark master 'spark://127.0.0.1:1,127.0.0.1:2': 127.0.0.1:1: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("correct --master.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckMaster_OneOfTwoListens_IsEnough()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Null(Record.Exception(() => SparkPreflight.CheckMaster($"spark://127.0.0.1:1,127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")));
    }

    [Theory]
    [InlineData("local[2]")]
    [InlineData("yarn")]
    [InlineData("k8s://https://host:6443")]
    public void CheckMaster_OtherKinds_AreSparksOwnBusiness(string master) => Assert.Null(Record.Exception(() => SparkPreflight.CheckMaster(master)));

    [Theory]
    [InlineData("hdfs://name:8020/out", true)]
    [InlineData("s3a://bucket/out", true)]
    [InlineData("hdfs:/out", true)]
    [InlineData("file:///out", false)]
    [InlineData("out/20m", false)]
    [InlineData("C:/out", false)]
    public void IsHadoop_Address_IsTold(string path, bool expected) => Assert.Equal(expected, Addresses.IsHadoop(path));

    [Theory]
    [InlineData("file:///a/b", "/a/b")]
    [InlineData("file:/a/b", "/a/b")]
    [InlineData("a/b", "a/b")]
    public void Local_FileAddress_LosesItsScheme(string path, string expected) => Assert.Equal(expected, Addresses.Local(path));

    [Fact]
    public void Of_HadoopOutputOnTheLocalEngine_IsRefused()
    {
        var error = Assert.Throws<UsageException>(() => Stores.Of("hdfs://name/out", null));
        Assert.Equal("The output 'hdfs://name/out' is on a Hadoop file system, which only the Spark engine reaches. Add --engine spark, or name a folder of this machine.", error.Message);
    }

    [Fact]
    public void Open_HadoopInputOnTheLocalEngine_IsRefused() => Assert.Contains(
        "which only the Spark engine reaches", Assert.Throws<UsageException>(() => RawFile.Open("hdfs://name/ratings.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DefaultsFile_TakesKeysAndValuesAndLeavesComments()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("spark-defaults.conf", "# a comment\n\nspark.a   1g\nspark.b=x=y\n  spark.c\ttrue \nspark.d\n");
        Assert.Equal(
            new Dictionary<string, string> { ["spark.a"] = "1g", ["spark.b"] = "x=y", ["spark.c"] = "true", ["spark.d"] = "" }, SparkDefaults.Read(file));
        Assert.Empty(SparkDefaults.Read(folder.At("none")));
    }

    [Fact]
    public void Shipped_defaults_are_settings_of_Spark() => Assert.All(
        SparkDefaults.Read(Repository.At("conf", "spark-defaults.conf")), setting => Assert.True(setting.Key.StartsWith("spark.", StringComparison.Ordinal) && setting.Value.Length > 0, setting.ToString()));
}
