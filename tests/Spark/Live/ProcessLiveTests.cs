using System.Diagnostics;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.SparkHost;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>A driver program of its own, however it ends, leaves neither a JVM nor a worker behind. One version at a time, none beside the shared sessions.</summary>
[Trait("Tier", "All")]
public abstract class ProcessLiveTests(string version) : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EndTime = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [LiveFact]
    public void Driver_ThatStopsItsSession() => EndsCleanly("end", 0, _ => { });

    [LiveFact]
    public void Driver_ThatForgetsItsSession() => EndsCleanly("forget", 0, _ => { });

    [LiveFact]
    public void Driver_ThatThrows() => EndsCleanly("throw", 134, _ => { });

    [LiveFact]
    public void Driver_ThatIsInterrupted() => EndsCleanly("wait", 130, driver => Signal(driver, "INT"));

    [LiveFact]
    public void Driver_ThatIsKilled() => EndsCleanly("wait", 137, driver => Signal(driver, "KILL"));

    [LiveFact]
    public void Driver_StartedBySparkSubmit_JoinsItsGatewayAndGivesItsCode()
    {
        // Modes B (a stub .py file) and C (an explicit class): argv[1] is dropped, the code comes back through spark-submit.
        var home = SparkFinder.Find(LiveSpark.Finder(version));
        string stub = _folder.Write("stub.py", "");
        foreach (string[] shape in new[] { new[] { stub, "code" }, ["--class", "org.apache.spark.deploy.PythonRunner", "spark-internal", stub, ".", "code"] })
        {
            var submit = new ProcessStartInfo(home.Submit, [.. Settings().Concat(["spark.pyspark.driver.python=" + Host.Program, "spark.master=local[2]"]).SelectMany(setting => new[] { "--conf", setting }), .. shape]);
            var (code, output) = Run(submit);
            Assert.True(code == 7, $"code {code}: {output}");
            Assert.Contains("rows 1000", output);
        }
    }

    [LiveFact]
    public void HostileDefaults_ChangeNoResult()
    {
        _folder.Write("conf/spark-defaults.conf", """
            spark.sql.ansi.enabled true
            spark.sql.session.timeZone Asia/Tokyo
            spark.sql.caseSensitive false
            spark.sql.parquet.writeLegacyFormat true
            spark.sql.parquet.outputTimestampType INT96
            spark.sql.sources.partitionColumnTypeInference.enabled true
            spark.sql.execution.arrow.useLargeVarTypes true
            spark.sql.execution.arrow.compression.codec zstd
            spark.sql.artifact.isolation.enabled true
            spark.sql.parser.escapedStringLiterals true
            spark.sql.ansi.doubleQuotedIdentifiers true
            spark.sql.timestampType TIMESTAMP_NTZ
            spark.sql.execution.pyspark.python /no/such/python
            spark.ui.showConsoleProgress true
            """);
        string[] plain = Results(_folder.At("none"), out var none);
        string[] hostile = Results(_folder.At("conf"), out var warnings);
        Assert.Equal(plain, hostile);
        Assert.Empty(none);
        Assert.Contains(warnings, text => text.Contains("spark.sql.session.timeZone=Asia/Tokyo is not kept"));
        Assert.Contains(warnings, text => text.Contains("/no/such/python"));
    }

    [LiveFact]
    public void Workers_OnePerTask_WhereDaemonsAreOff()
    {
        var builder = SparkSession.Builder().Find(_ => LiveSpark.Finder(version)).Config("spark.python.use.daemon", false).LogTo(_ => { }, _ => { });
        foreach (string setting in Settings().Append("spark.master=local[2]"))
            builder.Config(setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
        using var spark = builder.GetOrCreate();
        var rows = spark.Range(0, 9, 1, 3).MapBatches(HostFunctions.WhoAmI, HostFunctions.Who).Collect();
        Assert.Equal(3, rows.Select(row => row.GetAs<int>("process")).Distinct().Count());
        Assert.Equal(9, rows.Sum(row => row.GetAs<long>("rows")));
        var error = Assert.Throws<SparkGatewayException>(() => spark.Range(3).MapBatches(HostFunctions.ThrowAtOnce, HostFunctions.Number).Collect());
        Assert.Contains("boom before any output", string.Join('\n', error.Chain));
    }

    private string[] Results(string confFolder, out List<string> warnings)
    {
        var seen = warnings = [];
        Directory.CreateDirectory(confFolder);
        var builder = SparkSession.Builder().Find(_ => LiveSpark.Finder(version)).LogTo(_ => { }, seen.Add)
            .Launch(launch => launch with { Environment = new Dictionary<string, string> { ["SPARK_CONF_DIR"] = confFolder } });
        foreach (string setting in Settings().Append("spark.master=local[2]"))
            builder.Config(setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
        using var spark = builder.GetOrCreate();
        string path = _folder.At(Guid.NewGuid().ToString("N"));
        var rows = spark.Sql("""
            select id, 1 / if(id = 0, 0, id) q, cast('x' as int) bad, timestamp'2024-01-01 00:00:00' t, cast(timestamp'2024-01-01 00:00:00' as string) ts,
              "text" s, 'a\tb' e, array(cast(id as int)) l, id A from range(3)
            """).Drop("A");
        rows.Write().PartitionBy("id").Parquet("file://" + path);
        var back = spark.Read().Parquet("file://" + path).OrderBy("id");
        var mapped = rows.MapBatches(HostFunctions.Identity, Arrow.ArrowTypes.ToFields(rows.Schema()));
        return [rows.Schema().SimpleString, back.Schema().SimpleString, .. rows.Collect().Concat(back.Collect()).Concat(mapped.Collect()).Select(row => row.ToString())];
    }

    private void EndsCleanly(string how, int expectedCode, Action<Process> act)
    {
        // Where the tests run in the background, their shell ignores SIGINT, and so would the driver.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", Host.Program, how, .. Settings(), "spark.master=local[2]"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["SPARK_HOME"] = SparkFinder.Find(LiveSpark.Finder(version)).Folder;
        using var driver = Process.Start(info)!;
        var errors = driver.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        string last = how == "wait" ? "waiting" : "rows 1000";
        for (var clock = Stopwatch.StartNew(); !lines.Contains(last) && clock.Elapsed < StartTime && driver.StandardOutput.ReadLine() is { } line;)
            lines.Add(line);
        Assert.True(lines.Contains(last), string.Join('\n', lines));
        int jvm = int.Parse(Assert.Single(lines, line => line.StartsWith("jvm "))[4..]);
        var family = Children(jvm);
        // A session that is stopped at once may have ended its worker already.
        Assert.True(how != "wait" || family.Count >= 2, "there is no worker");
        act(driver);
        Assert.True(driver.WaitForExit(EndTime));
        Assert.Equal(expectedCode, driver.ExitCode);
        Assert.True(SpinWait.SpinUntil(() => family.All(id => !IsRunning(id)), EndTime), $"still running: {string.Join(", ", family.Where(IsRunning))}");
    }

    private IEnumerable<string> Settings() =>
    [
        "spark.driver.memory=600m", "spark.ui.enabled=false", "spark.sql.shuffle.partitions=2", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1",
        $"spark.local.dir={_folder.At("local")}", $"spark.sql.warehouse.dir={_folder.At("warehouse")}", $"spark.recpipeline.worker={Host.Program}",
    ];

    private static (int Code, string Output) Run(ProcessStartInfo info)
    {
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString()]);
        kill.WaitForExit();
    }

    // The JVM and everything below it, from /proc/PID/stat: "pid (name) state parent …".
    private static List<int> Children(int root)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
            .ToDictionary(id => id, id => File.Exists($"/proc/{id}/stat") ? int.Parse(TryRead($"/proc/{id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1) ?? "0") : 0);
        var family = new List<int> { root };
        for (int i = 0; i < family.Count; i++)
            family.AddRange(parents.Where(pair => pair.Value == family[i]).Select(pair => pair.Key));
        return family;
    }

    private static string TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // The process ended between the listing and the reading.
            return "0 () Z 0";
        }
    }

    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/stat") && !TryRead($"/proc/{id}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
}

[Collection(SparkProcessCollection.Name)]
public sealed class ProcessLive35Tests() : ProcessLiveTests("3.5.9");

[Collection(SparkProcessCollection.Name)]
public sealed class ProcessLive43Tests() : ProcessLiveTests("4.3.0");
