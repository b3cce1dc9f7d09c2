using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Launching;

/// <summary>Starting and ending, with a shell script in the place of spark-submit.</summary>
public sealed class SparkSubmitProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Build_CommandAndEnvironment()
    {
        var options = new SparkSubmitOptions
        {
            Settings = new Dictionary<string, string> { ["spark.master"] = "local[2]" }, Options = ["--archives", "a.tar.gz#app"],
            Environment = new Dictionary<string, string> { ["X"] = "1" },
        };
        var info = SubmitCommand.Build(Home("exit 0"), options, "/tmp/file");
        Assert.Equal(["--conf", "spark.master=local[2]", "--archives", "a.tar.gz#app", "pyspark-shell"], info.ArgumentList.TakeLast(5));
        Assert.Equal(("/tmp/file", "0", _folder.Path, "1"), (info.Environment["_PYSPARK_DRIVER_CONN_INFO_PATH"], info.Environment["SPARK_CONNECT_MODE"], info.Environment["SPARK_HOME"], info.Environment["X"]));
        Assert.True(info.RedirectStandardInput);
    }

    [Fact]
    public void Build_VariablesThatWouldChangeSpark_AreNotInherited()
    {
        Environment.SetEnvironmentVariable("SPARK_REMOTE", "sc://x");
        Environment.SetEnvironmentVariable("SPARK_LOCAL_DIRS", "/d");
        try
        {
            var variables = SubmitCommand.Build(Home("exit 0"), new SparkSubmitOptions(), "f").Environment;
            Assert.False(variables.ContainsKey("SPARK_REMOTE"));
            Assert.Equal("/d", variables["SPARK_LOCAL_DIRS"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SPARK_REMOTE", null);
            Environment.SetEnvironmentVariable("SPARK_LOCAL_DIRS", null);
        }
    }

    [Fact]
    public void Launch_ScriptFails_ShowsItsLastLinesAndAdvice()
    {
        var lines = new List<string>();
        var error = Assert.Throws<SparkGatewayException>(() => SparkSubmitProcess.Launch(
            Home("echo 'JAVA_HOME is not set' >&2; exit 3"), new SparkSubmitOptions { Log = lines.Add }));
        Assert.Contains("ended with code 3 before its gateway listened", error.Message);
        Assert.Contains("  JAVA_HOME is not set", error.Message);
        Assert.Contains("Install a Java", error.Message);
        Assert.Equal(["JAVA_HOME is not set"], lines);
    }

    [Fact]
    public void Launch_NoGatewayInTime_EndsTheProcess()
    {
        var error = Assert.Throws<SparkGatewayException>(() => SparkSubmitProcess.Launch(
            Home("echo $$; cat >/dev/null; echo ended"), new SparkSubmitOptions { StartTimeout = TimeSpan.FromSeconds(1) }));
        Assert.Contains("no gateway after 1 s", error.Message);
        string id = error.Message.Split('\n')[1].Trim();
        Assert.False(Directory.Exists("/proc/" + id), $"process {id} still runs");
    }

    [Fact]
    public void Launch_BadConnectionFile_IsAnErrorAndEndsTheProcess() => Assert.Contains("connection file has 4 bytes", Assert.Throws<SparkGatewayException>(
        () => SparkSubmitProcess.Launch(Home("printf abcd >\"$_PYSPARK_DRIVER_CONN_INFO_PATH\"; cat >/dev/null"), new SparkSubmitOptions())).Message);

    private SparkHome Home(string script)
    {
        _folder.Write("RELEASE", "Spark 3.5.9\n");
        File.SetUnixFileMode(_folder.Write("bin/spark-submit", "#!/bin/sh\n" + script + "\n"), (UnixFileMode)0b111_101_101);
        return SparkHome.At(_folder.Path, "the test");
    }
}
