using RecPipeline.Models.Biases;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Als;

/// <summary>The user factors that the first iteration starts from: a random direction of length 1 for every user with ratings.</summary>
/// <remarks>
/// As in Spark's ALS, but each element comes from (seed, row, element) alone, so no order of work can change it. An element is the sum of
/// 16 uniform 16-bit numbers, close to a normal draw: a logarithm's last bit would differ between mathematics libraries.
/// </remarks>
public static class InitialFactors
{
    private const int ChunkRows = 1024;
    private const ulong Golden = 0x9E3779B97F4A7C15; // 2⁶⁴ / golden ratio: the step of SplitMix64 (Steele, Lea, Flood 2014)

    /// <returns>[rows × rank]; zeros for rows without entries.</returns>
    internal static float[] Draw(SparseMatrix matrix, int rank, long seed, int threads, CancellationToken cancellation) =>
        Draw(BiasModel.RowsWithEntries(matrix), rank, seed, threads, cancellation);

    /// <param name="hasEntries">[rows]</param>
    /// <param name="rank">Length of a row.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>[rows × rank]; zeros for rows without entries.</returns>
    public static float[] Draw(bool[] hasEntries, int rank, long seed, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hasEntries);
        var factors = new float[checked(hasEntries.Length * rank)];
        RowChunks.Run(hasEntries.Length, ChunkRows, threads, (first, end) =>
        {
            for (int row = first; row < end; row++)
                if (hasEntries[row])
                    DrawRow(seed, row, factors.AsSpan(row * rank, rank));
        }, cancellation);
        return factors;
    }

    /// <summary>The same directions, stretched to a standard deviation of their elements.</summary>
    internal static float[] Draw(
        SparseMatrix matrix, int rank, double deviation, ulong key, int threads, CancellationToken cancellation) =>
        Draw(BiasModel.RowsWithEntries(matrix), rank, deviation, key, threads, cancellation);

    /// <inheritdoc cref="Draw(SparseMatrix, int, double, ulong, int, CancellationToken)"/>
    internal static float[] Draw(bool[] hasEntries, int rank, double deviation, ulong key, int threads, CancellationToken cancellation)
    {
        float scale = (float)(deviation * Math.Sqrt(rank));
        return Array.ConvertAll(Draw(hasEntries, rank, (long)key, threads, cancellation), value => value * scale);
    }

    private static void DrawRow(long seed, int row, Span<float> factors)
    {
        ulong state = Mix((ulong)seed) ^ Mix(((ulong)row + 1) * Golden);
        double squares = 0;
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = Element(ref state);
            squares += (double)factors[i] * factors[i];
        }
        double length = Math.Sqrt(Math.Max(squares, double.Epsilon));
        for (int i = 0; i < factors.Length; i++)
            factors[i] = (float)(factors[i] / length);
    }

    // 16 numbers of mean 32,767.5: their sum less the mean, exact in float.
    private static float Element(ref ulong state)
    {
        long sum = 0;
        for (int draw = 0; draw < 4; draw++)
        {
            ulong bits = Mix(state += Golden);
            sum += (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        }
        return sum - (8 * 0xFFFF);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
