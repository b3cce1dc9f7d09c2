using System.Numerics;

namespace RecPipeline.Models.Kernels;

/// <summary>Sums over rows in fixed blocks of 4,096 that are added in block order, so no thread count can change a bit.</summary>
public static class BlockedSum
{
    public const int BlockRows = 4096;

    public static int BlockCount(int rows) => (rows + BlockRows - 1) / BlockRows;

    /// <summary>Σ values in double: each block from its first element on, then the block sums in order.</summary>
    public static double Sum(ReadOnlySpan<float> values) => SumOf(values);

    /// <inheritdoc cref="Sum(ReadOnlySpan{float})"/>
    public static double Sum(ReadOnlySpan<double> values) => SumOf(values);

    /// <summary>
    /// Sums vectors: <paramref name="sumBlock"/>(first, end, into) adds the rows of one block to a zeroed vector of
    /// <paramref name="length"/>.
    /// </summary>
    /// <returns>The sum over all rows, [length]. Memory: blocks × length doubles.</returns>
    public static double[] Sum(int rows, int length, int threads, Action<int, int, Memory<double>> sumBlock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sumBlock);
        int blocks = BlockCount(rows);
        var partial = new double[(long)blocks * length];
        RowChunks.Run(blocks, 1, threads, (block, _) =>
            sumBlock(block * BlockRows, Math.Min(rows, (block + 1) * BlockRows), partial.AsMemory(block * length, length)), cancellation);
        var total = new double[length];
        for (int block = 0; block < blocks; block++)
            for (int i = 0; i < length; i++)
                total[i] += partial[(block * length) + i];
        return total;
    }
    private static double SumOf<T>(ReadOnlySpan<T> values)
        where T : struct, INumberBase<T>
    {
        double total = 0;
        for (int start = 0; start < values.Length; start += BlockRows)
        {
            double block = 0;
            foreach (T value in values.Slice(start, Math.Min(BlockRows, values.Length - start)))
                block += double.CreateTruncating(value);
            total += block;
        }
        return total;
    }
}
