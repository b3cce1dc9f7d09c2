using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>Decides whether the cosine of a matrix can be computed in exact integers.</summary>
internal static class CosineScale
{
    // dot ≤ largest norm (Cauchy-Schwarz), and exact comparisons form dot²·norm in 127 bits.
    private const double LargestNorm = 1L << 42;

    /// <summary>True when every value × scale is whole and no item's squared norm can pass 2⁴².</summary>
    public static bool IsExact(SparseMatrix matrix, int scale)
    {
        float largest = 0;
        foreach (float value in matrix.Values)
        {
            double scaled = (double)value * scale;
            if (scaled != Math.Floor(scaled))
                return false;
            largest = Math.Max(largest, Math.Abs(value));
        }
        return IsBounded(largest, scale, matrix.Rows);
    }

    /// <summary>True when no squared norm of so many whole values can pass 2⁴².</summary>
    public static bool IsBounded(float largest, int scale, int rows) => (double)largest * scale * largest * scale * rows <= LargestNorm;
}
