using System.Runtime.CompilerServices;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Tests.Support;

namespace RecPipeline.Spark.Tests.Gateway;

/// <summary>Every id that was handed out is given back exactly once, whether its object is disposed or collected.</summary>
public sealed class ReleaseTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private int _next;

    [Fact]
    public void Dispose_Twice_ForgetsOnce()
    {
        using var fake = Numbering();
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var first = gateway.Main.New("a.B");
        first.Dispose();
        first.Dispose();
        gateway.Main.New("a.B").Dispose();
        WaitFor(() => Forgotten(fake).Length == 2);
        Assert.Equal(["o1", "o2"], Forgotten(fake).Order());
    }

    [Fact]
    public void Finalizer_OfDroppedObjects_ForgetsEach()
    {
        using var fake = Numbering();
        using var gateway = JavaGateway.Join(fake.Endpoint);
        Drop(gateway, 500);
        WaitFor(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Forgotten(fake).Length == 500;
        });
        Assert.Equal(500, Forgotten(fake).Distinct().Count());
    }

    [Fact]
    public void Use_AfterDispose_IsAnErrorOnEveryConnection()
    {
        using var fake = Numbering();
        using var gateway = JavaGateway.Join(fake.Endpoint);
        var here = gateway.Main.New("a.B");
        var there = here.Over(gateway.Open());
        here.Dispose();
        Assert.Throws<ObjectDisposedException>(() => there.Run("x"));
    }

    [Fact]
    public async Task Dispose_OfTheGateway_DoesNotWaitForAGatewayThatHangs()
    {
        using var never = new ManualResetEventSlim();
        using var fake = new FakeGateway(request =>
        {
            if (request.StartsWith('m'))
                never.Wait(Timeout);
            return "!yro1";
        });
        var gateway = JavaGateway.Join(fake.Endpoint);
        gateway.Main.New("a.B").Dispose();
        WaitFor(() => Forgotten(fake).Length == 1);
        var disposing = Task.Run(gateway.Dispose);
        Assert.Same(disposing, await Task.WhenAny(disposing, Task.Delay(Timeout / 2)));
        never.Set();
    }

    private FakeGateway Numbering() => new(request => request.StartsWith('m') ? "!yv" : $"!yro{Interlocked.Increment(ref _next)}");

    // Not inlined, or a register of the test method could keep the last object alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(JavaGateway gateway, int count)
    {
        for (int i = 0; i < count; i++)
            _ = gateway.Main.New("a.B");
    }

    private static string[] Forgotten(FakeGateway fake) => [.. fake.Requests.Where(request => request.StartsWith("m\nd\n")).Select(request => request.Split('\n')[2])];

    private static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(() =>
    {
        Thread.Sleep(5);
        return condition();
    }, Timeout));
}
