using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Tests.Support;

namespace RecPipeline.Spark.Tests.Sql;

public sealed class JobGroupTests
{
    [Fact]
    public void Dispose_JvmDiesAtThatMoment_LeavesTheWordToTheErrorOfTheJob()
    {
        using var fake = new FakeGateway(request => request.Split('\n')[2] switch
        {
            "session" => "!yro1", "sparkContext" => "!yro2", "version" => "!ys3.5.9", "clearJobGroup" => null, _ => "!yv",
        });
        using var gateway = JavaGateway.Join(fake.Endpoint);
        using var session = new SparkSession(gateway.Main.CallStatic("a.B", "session"), ownsGateway: false, new SessionLog(_ => { }, _ => { }));
        session.JobGroup("test").Dispose();
        Assert.True(session.IsLost);
        Assert.Contains(fake.Requests, request => request.Contains("clearJobGroup", StringComparison.Ordinal));
    }
}
