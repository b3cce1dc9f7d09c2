namespace RecPipeline.Evaluation;

/// <summary>A sum whose order of additions depends on nothing but the values' places: blocks of 4,096, added in block order.</summary>
/// <remarks>Whoever computes the blocks, and on however many threads, the bits of the sum are the same.</remarks>
public static class FixedOrderSum
{
    public const int BlockLength = 4_096;

    public static double Of(ReadOnlySpan<double> values)
    {
        double total = 0;
        for (int start = 0; start < values.Length; start += BlockLength)
            total += OfBlock(values.Slice(start, Math.Min(BlockLength, values.Length - start)));
        return total;
    }

    private static double OfBlock(ReadOnlySpan<double> block)
    {
        double sum = 0;
        foreach (double value in block)
            sum += value;
        return sum;
    }
}
