using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Worker;
using RecPipeline.SparkHost;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>Functions that fail, workers that die, and actions that are cancelled.</summary>
[Trait("Tier", "All")]
public abstract class BatchFailureLiveTests(LiveSpark spark)
{
    private static readonly FieldList Id = FieldList.Of(new Field("id", DataType.Int64));

    // How long an event may take on a busy machine; a function that nobody stops goes on for a minute and then says so.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private SparkSession Session => spark.Session;

    [LiveFact]
    public void Function_ThatThrows_ReachesTheDriverWithItsStack()
    {
        foreach (var function in new BatchFunction[] { HostFunctions.ThrowAtOnce, HostFunctions.ThrowLate })
        {
            var error = Assert.Throws<SparkGatewayException>(() => Session.Range(0, 3_000_000, 1, 1).MapBatches(function, Id).Collect());
            string text = string.Join('\n', error.Chain.Select(level => level.Message));
            Assert.Contains("System.InvalidOperationException: boom", text);
            Assert.Contains("é世 line1\nline2", text);
            Assert.Contains($"at RecPipeline.SparkHost.HostFunctions.{function.Method.Name}", text);
            Assert.True(error.Has("org.apache.spark.api.python.PythonException"));
        }
    }

    [LiveFact]
    public void Function_ThatYieldsOtherColumns_IsToldBoth()
    {
        var error = Assert.Throws<SparkGatewayException>(() => Session.Range(5).MapBatches(HostFunctions.WrongSchema, HostFunctions.Number).Collect());
        Assert.Contains("yields the columns x: int32, but x: int64 were declared", string.Join('\n', error.Chain));
    }

    [LiveFact]
    public void Function_ThatIsALambda_IsRefusedAtOnce()
    {
        int captured = 3;
        var error = Assert.Throws<ArgumentException>(() => Session.Range(5).MapBatches((batches, _) => batches.Take(captured), Id));
        Assert.Contains("is not a named static method", error.Message);
    }

    [LiveFact]
    public void Worker_ThatDies_IsReplacedAndTheResultIsRight() =>
        Assert.Equal(Enumerable.Range(0, 6).Select(i => (long)i), Session.Range(0, 6, 1, 3).MapBatches(HostFunctions.Crash, Id).Collect().Select(row => row.GetAs<long>(0)).Order());

    [LiveFact]
    public void Cancel_EndsTheActionAndItsWorkers()
    {
        string file = spark.File("sleep.txt");
        using var source = new CancellationTokenSource();
        var sleeping = Session.Range(0, 2, 1, 2).MapBatches(HostFunctions.Sleep, Id, System.Text.Encoding.UTF8.GetBytes(file));
        JobProgress? last = null;
        new Thread(() =>
        {
            SpinWait.SpinUntil(() => File.Exists(file) && File.ReadAllLines(file).Length == 2, Patience);
            Thread.Sleep(500);
            source.Cancel();
        }).Start();
        using (Session.JobGroup("sleep", progress => last = progress, source.Token))
            Assert.Throws<OperationCanceledException>(() => sleeping.Collect());
        Assert.Equal((1, 2), (last!.Jobs, last.Tasks));
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllLines(file).Length == 4, Patience));
        Assert.Equal(["started", "started", "stopped", "stopped"], File.ReadAllLines(file));
        Assert.Equal(3, Session.Range(3).MapBatches(HostFunctions.Identity, Id).Count());
    }

    [LiveFact]
    public void Cancel_OfAFunctionThatDoesNotListen_EndsItsProcess()
    {
        string file = spark.File("deaf.txt");
        using var source = new CancellationTokenSource();
        var sleeping = Session.Range(0, 1, 1, 1).MapBatches(HostFunctions.SleepDeaf, Id, System.Text.Encoding.UTF8.GetBytes(file));
        new Thread(() =>
        {
            // Spark only closes the connection of a task that is cancelled before it waits for its first row; this test is about one that waits.
            SpinWait.SpinUntil(() => File.Exists(file), Patience);
            Thread.Sleep(500);
            source.Cancel();
        }).Start();
        using (Session.JobGroup("sleep", null, source.Token))
            Assert.Throws<OperationCanceledException>(() => sleeping.Collect());
        string process = "/proc/" + File.ReadAllLines(file)[0];
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(process), Patience), $"{process} still runs");
        Assert.Equal(3, Session.Range(3).MapBatches(HostFunctions.Identity, Id).Count());
    }
}

[Collection(Spark35Collection.Name)]
public sealed class BatchFailureLive35Tests(Spark35 spark) : BatchFailureLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class BatchFailureLive43Tests(Spark43 spark) : BatchFailureLiveTests(spark);
