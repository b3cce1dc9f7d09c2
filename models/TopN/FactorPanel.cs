using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.TopN;

/// <summary>
/// Item factors made ready for scoring many users: longest vectors first, packed in blocks for the matrix product. Shared by all threads.
/// </summary>
/// <remarks>
/// A score is at most length of the user's vector times length of the item's (Cauchy-Schwarz), so once the blocks have become short enough
/// for a user's list, none of the later ones can enter it. Implicit ALS gives rare items short vectors. Memory: the factors twice.
/// </remarks>
public sealed class FactorPanel
{
    private readonly int[] _items;
    private readonly double[] _longest;

    /// <param name="itemFactors">[items × rank].</param>
    /// <param name="rank">Length of a vector.</param>
    public FactorPanel(float[] itemFactors, int rank)
    {
        ArgumentNullException.ThrowIfNull(itemFactors);
        (Factors, Rank, _items) = (itemFactors, rank, new int[itemFactors.Length / rank]);
        var lengths = new double[_items.Length];
        for (int item = 0; item < _items.Length; item++)
            (_items[item], lengths[item]) = (item, -LengthOf(Factor(item)));
        Array.Sort(lengths, _items);
        Packed = Gemm.Create().Pack(Ordered(itemFactors, rank, _items).Transposed);
        _longest = [.. Enumerable.Range(0, Packed.BlockCount).Select(block => -lengths[block * Gemm.BlockColumns])];
    }

    public int Rank { get; }

    public int Items => _items.Length;

    /// <summary>[items × rank], as given.</summary>
    public float[] Factors { get; }

    /// <summary>[rank × items], columns in the order of <see cref="ItemsOf"/>.</summary>
    internal PackedColumns Packed { get; }

    /// <summary>Length of the longest vector.</summary>
    public double Longest => _longest.Length == 0 ? 0 : _longest[0];

    public ReadOnlySpan<float> Factor(int item) => Factors.AsSpan(item * Rank, Rank);

    /// <summary>Items of a block, in the order of its columns.</summary>
    public ReadOnlySpan<int> ItemsOf(int block) => _items.AsSpan(block * Gemm.BlockColumns, Packed.ColumnsOf(block));

    /// <summary>Length of the longest vector of a block; none of a later block is longer.</summary>
    public double LongestOf(int block) => _longest[block];

    /// <summary>Euclidean length, never rounded to less than it is.</summary>
    public static double LengthOf(ReadOnlySpan<float> vector)
    {
        double squares = 0;
        foreach (float element in vector)
            squares += (double)element * element;
        return Math.Sqrt(squares) * (1 + 1e-12); // double sums of at most 1,024 squares err by less
    }

    private static MatrixView Ordered(float[] factors, int rank, int[] items)
    {
        var ordered = new float[factors.Length];
        for (int at = 0; at < items.Length; at++)
            factors.AsSpan(items[at] * rank, rank).CopyTo(ordered.AsSpan(at * rank));
        return new MatrixView(ordered, 0, items.Length, rank, rank);
    }
}

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
