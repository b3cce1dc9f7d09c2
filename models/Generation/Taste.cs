using System.Numerics;
using System.Runtime.InteropServices;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Generation;

/// <summary>The planted truth: directions of users and items in eight dimensions, and how generous users and how good items are.</summary>
/// <remarks>All of it is a function of (seed, row): any row can be made alone.</remarks>
public sealed class Taste
{
    public const int Rank = 8;

    // Streams of random numbers of one seed.
    private const int ItemStream = 1, UserStream = 2, LaterStream = 3;
    private readonly long _seed;
    private readonly float[] _byDimension; // [8 × items]

    /// <param name="p">Seed and number of items.</param>
    /// <param name="expected">[items] how often each item should be rated: what everyone meets divides tastes less.</param>
    internal Taste(GeneratorParameters p, double[] expected)
    {
        _seed = p.Seed;
        (ItemFactors, ItemBiases) = (new float[p.Items * Rank], new float[p.Items]);
        _byDimension = new float[p.Items * Rank];
        double most = expected.Max();
        for (int item = 0; item < p.Items; item++)
        {
            var factors = ItemFactors.AsSpan(item * Rank, Rank);
            ItemBiases[item] = 0.35f * Row(ItemStream, item, factors);
            float length = (float)(1 - (0.6 * Math.Sqrt(Math.Sqrt(expected[item] / most))));
            for (int i = 0; i < Rank; i++)
                _byDimension[(i * p.Items) + item] = factors[i] *= length;
        }
    }

    /// <summary>[items × 8], rows from length .4 (the most popular) to nearly 1.</summary>
    public float[] ItemFactors { get; }

    /// <summary>[items] stars above or below the mean.</summary>
    public float[] ItemBiases { get; }

    public ReadOnlySpan<float> Item(int item) => ItemFactors.AsSpan(item * Rank, Rank);

    /// <summary>Writes a user's direction, of length 1.</summary>
    /// <returns>The user's bias in stars.</returns>
    public float User(int user, Span<float> factors) => 0.4f * Row(UserStream, user, factors);

    /// <summary>Writes the direction into which the user's taste drifts.</summary>
    public void LaterUser(int user, Span<float> factors) => Row(LaterStream, user, factors);

    /// <summary>taste·item for every item: products added in order of the dimensions, each item in a lane of its own.</summary>
    internal void DotItems(ReadOnlySpan<float> user, Span<float> dots)
    {
        dots.Clear();
        for (int i = 0; i < Rank; i++)
            AddScaled(user[i], _byDimension.AsSpan(i * dots.Length, dots.Length), dots);
    }

    private static void AddScaled(float factor, ReadOnlySpan<float> values, Span<float> sums)
    {
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        int at = 0;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
            (Vector.LoadUnsafe(ref sum, (nuint)at) + (Vector.LoadUnsafe(ref value, (nuint)at) * factor)).StoreUnsafe(ref sum, (nuint)at);
        for (; at < values.Length; at++)
            sums[at] += values[at] * factor;
    }

    private float Row(int stream, int row, Span<float> factors)
    {
        ulong key = CounterRandom.Key(_seed, stream);
        for (int i = 0; i < Rank; i++)
            factors[i] = (float)RoundNormal.At(key, ((long)row * (Rank + 1)) + i);
        float length = MathF.Sqrt(DotScalar.Dot(factors, factors));
        for (int i = 0; i < Rank; i++)
            factors[i] /= length;
        return (float)RoundNormal.At(key, ((long)row * (Rank + 1)) + Rank);
    }
}

/// <summary>
/// Nearly normal numbers with mean 0 and standard deviation 1, exact on every processor: the sum of sixteen uniform 16-bit numbers.
/// </summary>
internal static class RoundNormal
{
    private const int Draws = 4; // four 16-bit numbers each
    private const double Deviation = 75_674.4; // 65,536 · √(16 / 12)

    public static double At(ulong key, long place)
    {
        long sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            ulong bits = CounterRandom.At(key, (place * Draws) + draw);
            sum += (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        }
        return (sum - (8 * 0xFFFF)) / Deviation;
    }
}
