using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.TopN;

/// <summary>How far a score of the matrix product can be from the canonical dot product.</summary>
/// <remarks>
/// A sum of products that rounds k times on the way of any product is off by at most γ_k · Σ|x·y|, γ_k = k·u / (1 − k·u), u = 2⁻²⁴, and
/// Σ|x·y| ≤ ‖x‖·‖y‖. Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1. The product
/// (<see cref="Gemm"/>) rounds at most rank + runs times, the canonical dot product (<see cref="CanonicalDot"/>) at most rank / 16 + 4
/// times. Products too small for float32 add less than rank · 2⁻¹⁴⁸. Example, rank 64: 73 · 2⁻²⁴ = 4.4 · 10⁻⁶ of the two lengths.
/// </remarks>
internal static class ScoreError
{
    private const double Unit = 1.0 / (1 << 24);
    private static readonly double Smallest = Math.ScaleB(1, -148);

    /// <summary>Bound on the difference for vectors of these lengths.</summary>
    public static double Bound(int rank, double lengthX, double lengthY)
    {
        int ofProduct = rank + ((rank + Gemm.Run - 1) / Gemm.Run), ofDot = ((rank + DotScalar.FloatLanes - 1) / DotScalar.FloatLanes) + 4;
        return ((Gamma(ofProduct) + Gamma(ofDot)) * lengthX * lengthY) + (rank * Smallest);
    }

    private static double Gamma(int roundings) => roundings * Unit / (1 - (roundings * Unit));
}
