namespace RecPipeline.Models.Similarity;

/// <summary>One neighbour of a candidate item while the best are selected.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Common">Users who rated both.</param>
/// <param name="Key">Orders neighbours, up to rounding: the score, or dot·|dot| / norm where the exact order is used.</param>
/// <param name="Dot">Exact integer dot product; 0 where scores are doubles.</param>
/// <param name="Norm">Exact squared norm of the neighbour; 0 where scores are doubles.</param>
internal readonly record struct Neighbour(int Item, int Common, double Key, long Dot, long Norm)
{
    // Keys are quotients of two roundings or fewer (relative error below 4·2⁻⁵³): further apart than this, the doubles decide.
    private const double Doubt = 1e-14;

    /// <summary>True when this neighbour stands before <paramref name="other"/>: higher score, then smaller item index.</summary>
    public bool Before(in Neighbour other)
    {
        int order = Norm == 0 ? Key.CompareTo(other.Key) : CompareExactly(other);
        return order != 0 ? order > 0 : Item < other.Item;
    }

    // The candidate's own norm divides both scores, so cosines compare as dot·|dot| / norm; products stay below 2¹²⁷ (see CosineValues).
    private int CompareExactly(in Neighbour other)
    {
        if (Math.Abs(Key - other.Key) > Doubt * Math.Max(Math.Abs(Key), Math.Abs(other.Key)))
            return Key.CompareTo(other.Key);
        return (Signed(Dot) * other.Norm).CompareTo(Signed(other.Dot) * Norm);
    }

    private static Int128 Signed(long dot) => (Int128)dot * Math.Abs(dot);
}
