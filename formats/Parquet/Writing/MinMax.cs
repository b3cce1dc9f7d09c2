using System.Numerics;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Least and greatest of many values.</summary>
internal static class MinMax
{
    /// <summary>Finds both in one pass, or returns false when one of the values is NaN. Vector form of <see cref="TryFindPlain"/>, see <c>EncodingTests</c>.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="min">Least value. Of zeros, one of either sign.</param>
    /// <param name="max">Greatest value.</param>
    public static bool TryFind<T>(ReadOnlySpan<T> values, out T min, out T max)
        where T : unmanaged, INumber<T>
    {
        int whole = values.Length - values.Length % Vector<T>.Count;
        if (whole == 0)
            return TryFindPlain(values, out min, out max);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values[..whole]);
        var (least, greatest, numbers) = (vectors[0], vectors[0], Vector<T>.AllBitsSet);
        foreach (var vector in vectors)
        {
            least = Vector.Min(least, vector);
            greatest = Vector.Max(greatest, vector);
            // NaN is not equal to itself, and as a number all bits set are NaN: hence bytes at the end.
            numbers &= Vector.Equals(vector, vector);
        }
        Span<T> candidates = stackalloc T[2 * Vector<T>.Count + values.Length - whole];
        least.CopyTo(candidates);
        greatest.CopyTo(candidates[Vector<T>.Count..]);
        values[whole..].CopyTo(candidates[(2 * Vector<T>.Count)..]);
        return TryFindPlain(candidates, out min, out max) && Vector.EqualsAll(numbers.As<T, byte>(), Vector<byte>.AllBitsSet);
    }

    /// <summary>The same, one value after the other.</summary>
    public static bool TryFindPlain<T>(ReadOnlySpan<T> values, out T min, out T max)
        where T : unmanaged, INumber<T>
    {
        (min, max) = (values[0], values[0]);
        foreach (T value in values)
        {
            if (T.IsNaN(value))
                return false;
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        return true;
    }
}
