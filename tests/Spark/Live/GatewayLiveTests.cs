using System.Diagnostics;
using System.Runtime.CompilerServices;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>Every command of the gateway against a real JVM.</summary>
[Trait("Tier", "All")]
public abstract class GatewayLiveTests(LiveSpark spark)
{
    private static readonly List<JavaHandle> KeptForever = [];

    private JavaConnection Main => spark.Session.Java.Connection;

    [LiveFact]
    public void Version_IsTheOneAskedFor() => Assert.Equal(spark.Version, spark.Session.SparkContext.Version);

    [LiveFact]
    public void Values_EachType_ComesBackAsSent()
    {
        using var list = Main.New("java.util.ArrayList");
        object?[] values = [null, true, -7, long.MaxValue, 1.5, double.NaN, double.NegativeInfinity, 1e300, double.Epsilon, "", "a\nb\\c\rd", "é世🦆 \u2028", new byte[] { 0, 255, 3 }, 12.50m, -0.1m];
        foreach (object? value in values)
        {
            list.Run("add", value);
            Assert.Equal(value, list.Call<object?>("get", list.Call<int>("size") - 1));
        }
    }

    [LiveFact]
    public void Statics_FieldsArraysMapsAndClasses()
    {
        Assert.Equal(9L, Main.CallStatic<long>("java.lang.Math", "max", 3, 9L));
        using var numbers = Main.NewArray("int", 4, 5, 6);
        Assert.Equal([4, 5, 6], Main.Elements(numbers).Cast<int>());
        using var map = Main.NewMap(new Dictionary<string, string> { ["k"] = "v" });
        Assert.Equal(("v", 1), (map.Call<string>("get", "k"), map.Call<int>("size")));
        Assert.Equal(JavaKind.Set, map.Call("keySet").Kind);
        Assert.Equal("scala.collection.immutable.Nil$", Main.StaticField("scala.collection.immutable.Nil$", "MODULE$").ClassName());
        Assert.True(Main.HasClass("java.util.HashMap"));
        Assert.False(Main.HasClass("java.nothing"));
    }

    [LiveFact]
    public void Exceptions_OfEveryKind()
    {
        var thrown = Assert.Throws<SparkGatewayException>(() => spark.Session.Sql("select * from nowhere"));
        Assert.Contains("AnalysisException", thrown.JavaClass);
        Assert.Contains("nowhere", thrown.Chain[0].Message);
        Assert.Contains("at org.apache.spark", thrown.JavaStackTrace);
        Assert.Contains("SparkSession.sql(String) failed after", thrown.Message);
        Assert.Contains("ParseException", Assert.Throws<SparkGatewayException>(() => spark.Session.Sql("selec 1")).JavaClass);
        Assert.Contains("nosuch", Assert.Throws<SparkGatewayException>(() => spark.Session.Java.Run("nosuch")).Message);
        Assert.Contains("no.such.Class", Assert.Throws<SparkGatewayException>(() => Main.New("no.such.Class")).Message);
        var number = Assert.Throws<SparkGatewayException>(() => Main.CallStatic<int>("java.lang.Integer", "parseInt", "x\ny"));
        Assert.Equal("java.lang.NumberFormatException", number.JavaClass);
        Assert.Contains("For input string: \"x\ny\"", number.Cause!.Message);
    }

    [LiveFact]
    public void Exceptions_OfAFailedJob_CarryTheCause()
    {
        var error = Assert.Throws<SparkGatewayException>(() => spark.Session.Sql("select raise_error('the reason') from range(3)").Collect());
        Assert.Contains(error.Chain, level => level.Message.Contains("the reason", StringComparison.Ordinal));
    }

    [LiveFact]
    public void Objects_TenThousandCreatedAndReleased_LeaveTheJvmAsItWas()
    {
        Make(1000);
        long before = Pinned();
        Make(10_000);
        Assert.InRange(Pinned(), 0, before + 100);
    }

    [LiveFact]
    public void Sessions_TwoConnections_HaveTheirOwnViewsAndThreads()
    {
        using var other = spark.Session.NewSession();
        spark.Session.Range(3).CreateOrReplaceTempView("mine");
        other.Range(5).CreateOrReplaceTempView("mine");
        Assert.Equal((3, 5), (spark.Session.Table("mine").Count(), other.Table("mine").Count()));
        static long Thread(JavaConnection connection) => connection.CallStatic("java.lang.Thread", "currentThread").Call<long>("getId");
        Assert.NotEqual(Thread(Main), Thread(other.Java.Connection));
        Assert.Equal("UTC", other.Conf().Get("spark.sql.session.timeZone"));
    }

    [LiveFact]
    public void Batches_OfSmallRequests_DoNotStall()
    {
        string request = Py4JRequest.StaticCall("java.lang.System", "currentTimeMillis");
        double Milliseconds(int size)
        {
            var clock = Stopwatch.StartNew();
            Main.Batch(Enumerable.Repeat(request, size).ToArray());
            return clock.Elapsed.TotalMilliseconds;
        }
        // A delayed acknowledgement would cost every batch 40 ms; without it two calls take 0.1 ms, and one quick batch of many shows that.
        foreach (int size in new[] { 2, 3, 16, 256 })
            Assert.InRange(Enumerable.Range(0, 60).Min(_ => Milliseconds(size)), 0, 20);
    }

    // The gateway's own table of what it keeps alive for clients.
    private long Pinned()
    {
        // Never collected: to forget the server's own name would take it away from every client.
        var handle = new JavaHandle("GATEWAY_SERVER", Main.Gateway.Releases);
        KeptForever.Add(handle);
        var server = new JavaObject(handle, JavaKind.Object, Main);
        using var gateway = server.Call("getGateway");
        using var bindings = gateway.Call("getBindings");
        return bindings.Call<long>("size");
    }

    private void Make(int count)
    {
        Drop(count);
        Assert.True(SpinWait.SpinUntil(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
            return Main.Gateway.Releases.Waiting == 0;
        }, TimeSpan.FromSeconds(30)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop(int count)
    {
        for (int i = 0; i < count; i++)
            _ = Main.New("java.lang.Object");
    }
}

[Collection(Spark35Collection.Name)]
public sealed class GatewayLive35Tests(Spark35 spark) : GatewayLiveTests(spark);

[Collection(Spark43Collection.Name)]
public sealed class GatewayLive43Tests(Spark43 spark) : GatewayLiveTests(spark);
