using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>What a person or a scheduler sees when the Spark engine cannot work: the exit code, and a message that says what to do. None of these waits for Spark's own patience.</summary>
[Collection(LiveSparkUsers.Name)]
public sealed class WrongUseOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_Spark_that_is_not_where_it_should_be_ends_with_code_2()
    {
        string home = _folder.At("no-spark");
        Fails(2, $"SPARK_HOME", home, new() { ["SPARK_HOME"] = home });
        Assert.Equal(("failed", 2), Failure.Facts(_folder.At("out")));
    }

    [SparkFact]
    public void A_Java_that_this_Spark_does_not_run_on_ends_with_code_2()
    {
        string java = _folder.Write("java/bin/java", "#!/bin/sh\necho 'openjdk version \"21.0.1\" 2023-10-17' >&2\n");
        ChildProcess.Run("chmod", "+x", java);
        Fails(2, "needs Java 8 or 11 or 17; found Java 21 at '" + java + "'.", "Set JAVA_HOME to one of these.", new() { ["JAVA_HOME"] = _folder.At("java"), ["SPARK_HOME"] = Home("3.5.9") });
    }

    [SparkFact]
    public void No_Java_at_all_ends_with_code_2() => Fails(
        2, "Spark 3.5.9 needs Java 8 or 11 or 17, and none was found on the PATH or in JAVA_HOME.", "Install one or set JAVA_HOME.",
        new() { ["JAVA_HOME"] = _folder.At("no-java"), ["SPARK_HOME"] = Home("3.5.9") });

    [SparkFact]
    public void A_master_that_does_not_answer_ends_with_code_1()
    {
        Fails(1, "Connecting to the Spark master 'spark://127.0.0.1:1': 127.0.0.1:1: ", "Start it (sbin/start-master.sh), or correct --master.", [], "--master", "spark://127.0.0.1:1");
        Assert.Equal(("failed", 1), Failure.Facts(_folder.At("out")));
    }

    [Fact]
    public void An_output_that_another_run_holds_ends_with_code_75_before_Spark_starts()
    {
        using var holder = CrashHostProgram.Start("hold-lock", _folder.At("out"));
        holder.WaitForOutput("held");
        Fails(75, $"Another run holds the output '{_folder.At("out")}': process {holder.Id}.", "choose another --out.", new() { ["SPARK_HOME"] = _folder.At("no-spark") });
    }

    [SparkFact]
    [Trait("Tier", "All")]
    public void A_checkpoint_folder_that_cannot_be_written_is_refused_before_the_fit()
    {
        string file = _folder.Write("file", "a file in the place of a folder");
        var error = Assert.Throws<UsageException>(() => new SparkCheckpoints(spark.Session, $"file://{file}/checkpoints"));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.StartsWith($"The checkpoint folder 'file://{file}/checkpoints' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set spark.checkpointDir to a folder that every executor can write.", error.Message, StringComparison.Ordinal);
    }

    // A copy of the program in which one source file has another hash: what a package of yesterday's sources looks like.
    [SparkFact]
    [Trait("Tier", "All")]
    public void A_worker_of_other_sources_ends_with_code_2()
    {
        Launcher.Run("--version");
        ChildProcess.Run("cp", "-r", Repository.At("artifacts", "launch"), _folder.At("worker"));
        string assembly = _folder.At("worker", "RecPipeline.Jobs.dll");
        byte[] bytes = File.ReadAllBytes(assembly);
        int at = bytes.AsSpan().IndexOf("jobs/Commands/Program.cs "u8) + "jobs/Commands/Program.cs ".Length;
        bytes[at] = bytes[at] == (byte)'0' ? (byte)'1' : (byte)'0';
        File.WriteAllBytes(assembly, bytes);
        using var run = ChildProcess.Start(
            Repository.At("recpipeline"),
            ["run", "--engine", "spark", "--master", "local[1]", "--conf", $"spark.recpipeline.worker={_folder.At("worker", "RecPipeline.Jobs")}", "--out", _folder.At("out")],
            new Dictionary<string, string> { ["SPARK_HOME"] = Home("3.5.9") });
        var result = run.Wait();
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Matches(@"it is not made from this program's sources(.|\n)*The driver has RecPipeline\.Jobs 0\.1\.0\.0\+\w{12}, this worker 0\.1\.0\.0\+\w{12}: other sources\. Build the executors' package again", result.Error);
        Assert.Equal(("failed", 2), Failure.Facts(_folder.At("out")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Home(string version) => OnCluster.ClusterFactAttribute.Spark(version).Folder;

    private void Fails(int code, string message, string advice, Dictionary<string, string> environment, params string[] arguments)
    {
        using var run = ChildProcess.Start(Repository.At("recpipeline"), ["run", "--engine", "spark", "--out", _folder.At("out"), .. arguments], environment);
        Failure.Check(run.Wait(), code, message, advice);
    }
}
