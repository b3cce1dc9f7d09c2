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
