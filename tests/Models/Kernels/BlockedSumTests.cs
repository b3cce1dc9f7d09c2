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
    public void Run_Cancelled_Stops() => Assert.ThrowsAny<OperationCanceledException>(
        () => RowChunks.Run(10, 1, 2, (_, _) => { }, new CancellationToken(canceled: true)));
}
