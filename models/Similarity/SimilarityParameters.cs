namespace RecPipeline.Models.Similarity;

/// <summary>What a cell counts in the cosine.</summary>
public enum SimilarityValues
{
    /// <summary>Every stored cell counts 1.</summary>
    Binary,

    /// <summary>Every cell counts its value.</summary>
    Rating,
}

/// <summary>Settings of the item-item table.</summary>
/// <param name="K">Neighbours kept per candidate item (or per source, see <see cref="Keep"/>), at least 1.</param>
/// <param name="MinCommonUsers">Pairs with fewer common users are no neighbours; at least 1.</param>
/// <param name="Shrinkage">Added to the denominator, in squared rating units; 0 is the plain cosine.</param>
/// <param name="Values">What a cell counts.</param>
/// <param name="RatingScale">
/// Makes ratings whole: 2 for half stars. Sums are then exact integers; otherwise they are doubles, users ascending.
/// </param>
public sealed record SimilarityParameters(int K, int MinCommonUsers, double Shrinkage, SimilarityValues Values, int RatingScale)
{
    public SimilarityMeasure Measure { get; init; }

    public KeepPer Keep { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(K, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinCommonUsers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Shrinkage);
        ArgumentOutOfRangeException.ThrowIfLessThan(RatingScale, 1);
    }
}
