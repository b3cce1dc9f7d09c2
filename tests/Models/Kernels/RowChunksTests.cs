using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

public sealed class RowChunksTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 7, 2)]
    [InlineData(1000, 3, 8)]
    [InlineData(0, 5, 4)]
    public void RunInOrder_AnyThreads_TakesEveryRangeInOrder(int rows, int chunk, int threads)
    {
        var taken = new List<(int First, int End)>();
        RowChunks.RunInOrder(rows, chunk, threads, () => new Random(1), (random, first, end) =>
        {
            Thread.SpinWait(random.Next(2000));
            return (first, end);
        }, taken.Add, default);
        Assert.Equal(Enumerable.Range(0, (rows + chunk - 1) / chunk).Select(at => (at * chunk, Math.Min(rows, (at + 1) * chunk))), taken);
    }

    [Fact]
    public void RunInOrder_FirstRangeIsSlow_HoldsOnlyFourResultsOfEachThread()
    {
        const int threads = 3;
        int made = 0, most = 0;
        using var release = new ManualResetEventSlim();
        RowChunks.RunInOrder(200, 1, threads, () => 0, (_, first, _) =>
        {
            if (first == 0)
                Assert.True(release.Wait(TimeSpan.FromSeconds(30)));
            if (Interlocked.Increment(ref made) == (4 * threads) - 1)
                release.Set();
            return first;
        }, first => most = first == 0 ? Volatile.Read(ref made) : most, default);
        Assert.Equal(200, made);
        Assert.InRange(most, 1, 4 * threads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void RunInOrder_ARangeFails_ComesOutAsItIsAndNobodyWaits(int threads) => Assert.Equal("range 5", Assert.Throws<InvalidOperationException>(() => RowChunks.RunInOrder(
        1000, 1, threads, () => 0, (_, first, _) => first == 5 ? throw new InvalidOperationException("range 5") : first, _ => { }, default)).Message);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void RunInOrder_TheTakerFails_ComesOutAsItIsAndNothingIsTakenAfterIt(int threads)
    {
        int last = -1;
        var error = Assert.Throws<IOException>(() => RowChunks.RunInOrder(
            1000, 1, threads, () => 0, (_, first, _) => first, first => last = first < 7 ? first : throw new IOException("disk full"), default));
        Assert.Equal(("disk full", 6), (error.Message, last));
    }

    [Fact]
    public void RunInOrder_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => RowChunks.RunInOrder(1000, 1, 2, () => 0, (_, first, _) => first, first =>
        {
            if (first == 3)
                source.Cancel();
        }, source.Token));
    }
}
