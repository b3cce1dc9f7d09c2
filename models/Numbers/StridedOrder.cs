namespace RecPipeline.Models.Numbers;

/// <summary>An order of the places 0 to count − 1 that strides over all of them before it comes back to one, so that neighbours stand far
/// apart.</summary>
/// <remarks>Example, count 7 and stride 3: 0 3 6 2 5 1 4. The stride is the first number from a hash on without a divisor in common with
/// count. Unlike a sorted permutation it costs no memory.</remarks>
public sealed class StridedOrder
{
    private readonly int _count;
    private readonly long _stride;

    /// <param name="count">Places.</param>
    /// <param name="key">Of <see cref="CounterRandom"/>.</param>
    public StridedOrder(int count, ulong key)
    {
        (_count, _stride) = (count, 1 + CounterRandom.Index(key, 0, Math.Max(1, count)));
        while (CommonDivisor(_stride, count) > 1)
            _stride++;
    }

    /// <summary>Where a step from 0 on is; steps beyond count begin again.</summary>
    public int Place(long step) => (int)((Int128)step * _stride % _count);

    private static long CommonDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
