using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Tests.Support;

namespace RecPipeline.Spark.Tests.Gateway;

public sealed class JavaConnectionTests
{
    [Fact]
    public void Join_WrongSecret_SaysSo()
    {
        using var fake = FakeGateway.Answering("!yv");
        var error = Assert.Throws<SparkGatewayException>(() => JavaGateway.Join(fake.Endpoint with { Secret = "wrong" }));
        Assert.Contains("bad auth token", error.Message);
        Assert.DoesNotContain("wrong", error.Message);
    }

    [Fact]
    public void Join_NobodyListens_SaysSo()
    {
        var fake = FakeGateway.Answering("!yv");
        fake.Dispose();
        Assert.Contains("no connection", Assert.Throws<SparkGatewayException>(() => JavaGateway.Join(fake.Endpoint)).Message);
    }

    [Fact]
    public void Call_EachResult_IsTyped()
    {
        using var fake = new FakeGateway(request => request.Split('\n')[2] switch
        {
            "object" => "!yro1", "number" => "!yi5", "none" => "!yn", "text" => "!ysab", _ => "!yv",
        });
        using var gateway = JavaGateway.Join(fake.Endpoint);
        using var target = gateway.Main.CallStatic("some.Class", "object");
        Assert.Equal(5, target.Call<int>("number"));
        Assert.Equal(5L, target.Call<long>("number"));
        Assert.Null(target.CallOrNull("none"));
        Assert.Null(target.Call<string?>("none"));
        Assert.Equal("ab", target.Call<string>("text"));
        target.Run("void");
        Assert.Equal("c\no1\nvoid\ne\n", fake.Requests[^1]);
    }

    [Fact]
    public void Call_AnotherResultThanAskedFor_NamesCallAndBoth()
    {
        using var fake = FakeGateway.Answering("!yi5");
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var error = Assert.Throws<SparkGatewayException>(() => gateway.Main.CallStatic<string>("a.B", "size", 1, "x"));
        Assert.Contains("call to a.B.size(Int32, String) returned Int32 '5', needed String", error.Message);
    }

    [Fact]
    public void UnlessLost_JvmDiesMeanwhile_IsSilentAndLaterCallsAreNotMade()
    {
        using var fake = new FakeGateway(request => request.Contains("tidy", StringComparison.Ordinal) ? null : "!yro1");
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var target = gateway.Main.CallStatic("some.Class", "object");
        target.Connection.IgnoreIfDisconnected(() => target.Run("tidy"));
        Assert.True(target.Connection.IsLost);
        target.Connection.IgnoreIfDisconnected(() => Assert.Fail("The JVM is gone."));
    }

    [Fact]
    public void UnlessLost_JavaThrows_IsHeard()
    {
        using var fake = new FakeGateway(Throwing);
        using var gateway = JavaGateway.Join(fake.Endpoint);
        Assert.Equal("org.outer.Error", Assert.Throws<SparkGatewayException>(() => gateway.Main.IgnoreIfDisconnected(() => gateway.Main.CallStatic("a.B", "fit", 1.5))).JavaClass);
    }

    [Fact]
    public void Call_JavaThrows_ChainAndTraceAreProperties()
    {
        using var fake = new FakeGateway(Throwing);
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var error = Assert.Throws<SparkGatewayException>(() => gateway.Main.CallStatic("a.B", "fit", 1.5));
        Assert.Equal("org.outer.Error", error.JavaClass);
        Assert.Equal([new("org.outer.Error", "outside"), new("org.inner.Error", "inside\nsecond line")], error.Chain);
        Assert.Equal("inside\nsecond line", error.Cause!.Message);
        Assert.True(error.Has("org.inner.Error"));
        Assert.Equal("org.outer.Error: outside\n\tat x", error.JavaStackTrace);
        Assert.Contains("call to a.B.fit(Double) failed after 0.0 s with org.outer.Error: outside\n  caused by org.inner.Error: inside", error.Message);
    }

    [Fact]
    public void Call_Refused_GivesTheReasonsFirstLine()
    {
        using var fake = FakeGateway.Answering("!xspy4j.Py4JException: Method nosuch([]) does not exist\\n\\tat py4j");
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var error = Assert.Throws<SparkGatewayException>(() => gateway.Main.CallStatic("a.B", "nosuch"));
        Assert.Contains("Method nosuch([]) does not exist. Check", error.Message);
        Assert.Empty(error.Chain);
    }

    [Theory]
    [InlineData("!zspy4j.Py4JException: Unknown command", "broke the protocol")]
    [InlineData(null, "the connection was lost during call to a.B.x()")]
    [InlineData("c\\np7\\napply\\ne", "or it asks for a callback")]
    public void Call_BrokenConnection_IsNamedAndStaysClosed(string? answer, string text)
    {
        using var fake = new FakeGateway(_ => answer);
        using var gateway = JavaGateway.Join(fake.Endpoint);
        Assert.Contains(text, Assert.Throws<SparkGatewayException>(() => gateway.Main.CallStatic("a.B", "x")).Message);
        Assert.Contains("lost", Assert.Throws<SparkGatewayException>(() => gateway.Main.CallStatic("a.B", "x")).Message);
    }

    [Fact]
    public void Batch_ManyRequests_AnswersStayInOrder()
    {
        using var fake = new FakeGateway(request => "!ys" + request.Split('\n')[3][1..]);
        using var gateway = JavaGateway.Join(fake.Endpoint);
        string[] texts = [.. Enumerable.Range(0, 1000).Select(i => new string('x', i % 50) + i)];
        Assert.Equal(texts, gateway.Main.Batch([.. texts.Select(text => Py4JRequest.StaticCall("a.B", "echo", text))]));
    }

    [Fact]
    public void Batch_OneFails_AllAreReadAndTheFirstErrorIsThrown()
    {
        using var fake = new FakeGateway(request => request.Contains("bad") ? "!xspy4j: no " + request.Split('\n')[2] : "!yi1");
        using var gateway = JavaGateway.Join(fake.Endpoint);
        string[] requests = [.. new[] { "good", "bad1", "bad2", "good" }.Select(name => Py4JRequest.StaticCall("a.B", name))];
        Assert.Contains("no bad1", Assert.Throws<SparkGatewayException>(() => gateway.Main.Batch(requests)).Message);
        Assert.Equal(1, gateway.Main.CallStatic<int>("a.B", "good"));
    }

    [Fact]
    public void Call_AnswerLargerThanAnyBuffer_IsWhole()
    {
        string large = new('y', 3_000_000);
        using var fake = FakeGateway.Answering("!ys" + large);
        using var gateway = JavaGateway.Join(fake.Endpoint);
        Assert.Equal(large, gateway.Main.CallStatic<string>("a.B", "text"));
        Assert.Equal(large, gateway.Main.CallStatic<string>("a.B", "text"));
    }

    private static string Throwing(string request) => request switch
    {
        "c\nz:a.B\nfit\nd1.5\ne\n" => "!xro1",
        "c\no1\ngetCause\ne\n" => "!yro2",
        "c\no2\ngetCause\ne\n" => "!yn",
        "c\no1\ngetClass\ne\n" => "!yro3",
        "c\no2\ngetClass\ne\n" => "!yro4",
        "c\no3\ngetName\ne\n" => "!ysorg.outer.Error",
        "c\no4\ngetName\ne\n" => "!ysorg.inner.Error",
        "c\no1\ngetMessage\ne\n" => "!ysoutside",
        "c\no2\ngetMessage\ne\n" => "!ys\\ninside\\nsecond line",
        "p\nro1\ne\n" => "!ysorg.outer.Error: outside\\n\tat x",
        _ => "!yv",
    };
}
