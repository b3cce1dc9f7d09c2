using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

public sealed class BlockedSumTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    public void BlockCount_Rows_RoundsUp(int rows, int blocks) => Assert.Equal(blocks, BlockedSum.BlockCount(rows));

    [Fact]
    public void Sum_VectorsOnAnyThreads_HasTheSameBits()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (float)random.NextDouble())];
        double expected = BlockedSum.Sum(values);
        foreach (int threads in new[] { 1, 2, 7 })
            Assert.Equal([expected], BlockedSum.Sum(values.Length, 1, threads, (first, end, into) =>
            {
                for (int i = first; i < end; i++)
                    into.Span[0] += values[i];
            }, default));
        Assert.Equal(values.Sum(v => (double)v), expected, 1e-9);
    }

    [Fact]
    public void Sum_TwoBlocks_AddsBlocksInOrder()
    {
        // 4,096 ones, then 1e17, then a one: block sums 4096 and 1e17 (+1 is lost), added last.
        double[] values = [.. Enumerable.Repeat(1.0, 4_096), 1e17, 1];
        Assert.Equal(4_096 + (1e17 + 1), BlockedSum.Sum(values));
        Assert.Equal(0, BlockedSum.Sum(ReadOnlySpan<double>.Empty));
    }

    [Theory]
    [InlineData(0, 3, 1, 0)]
    [InlineData(7, 3, 3, 3)]
    [InlineData(2, 5, 1, 2)]
    [InlineData(int.MaxValue, 2, 1 << 30, 2)]
    public void PerThread_AnyRows_GivesEachThreadOneRange(int rows, int threads, int length, int ranges) =>
        Assert.Equal((length, ranges), (RowChunks.PerThread(rows, threads), RowChunks.Count(rows, RowChunks.PerThread(rows, threads))));

    [Fact]
    public void Run_Cancelled_Stops() => Assert.ThrowsAny<OperationCanceledException>(
        () => RowChunks.Run(10, 1, 2, (_, _) => { }, new CancellationToken(canceled: true)));
}
