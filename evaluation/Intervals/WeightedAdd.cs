using System.Numerics;
using System.Runtime.InteropServices;

namespace RecPipeline.Evaluation;

/// <summary>
/// sums[c] += weight · values[c], product rounded before the addition. One lane per column: the same bits for any vector width.
/// </summary>
internal static class WeightedAdd
{
    public static void Run(double weight, ReadOnlySpan<double> values, Span<double> sums)
    {
        var factor = new Vector<double>(weight);
        ref double value = ref MemoryMarshal.GetReference(values);
        ref double sum = ref MemoryMarshal.GetReference(sums);
        int vectors = values.Length - values.Length % Vector<double>.Count;
        for (int c = 0; c < vectors; c += Vector<double>.Count)
        {
            var product = Vector.LoadUnsafe(ref value, (nuint)c) * factor;
            Vector.StoreUnsafe(Vector.LoadUnsafe(ref sum, (nuint)c) + product, ref sum, (nuint)c);
        }
        Plain(weight, values[vectors..], sums[vectors..]);
    }

    /// <summary>The twin: column by column.</summary>
    public static void Plain(double weight, ReadOnlySpan<double> values, Span<double> sums)
    {
        for (int c = 0; c < values.Length; c++)
            sums[c] += values[c] * weight;
    }
}
