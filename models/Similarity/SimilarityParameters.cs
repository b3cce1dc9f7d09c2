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

/// <summary>How alike two items are. U_ij are the users of both items, r(u,i) their ratings; norms are sums of squares.</summary>
public enum SimilarityMeasure
{
    /// <summary>Σ over U_ij of r(u,i)·r(u,j), over the norms of all users of each item. The product's own measure; exact.</summary>
    Cosine,

    /// <summary>The same with norms over U_ij only: one common user makes it 1, hence a minimum of common users.</summary>
    CoRated,

    /// <summary>As <see cref="CoRated"/>, with ratings less the item's mean over all its users.</summary>
    PearsonItemMean,

    /// <summary>
    /// As <see cref="CoRated"/>, with ratings less the item's mean over U_ij: the ordinary correlation of the common ratings.
    /// </summary>
    PearsonCommon,

    /// <summary>As <see cref="CoRated"/>, with ratings less the user's mean (adjusted cosine).</summary>
    AdjustedCoRated,

    /// <summary>As <see cref="Cosine"/>, with ratings less the user's mean.</summary>
    AdjustedFull,

    /// <summary>|U_ij| over the users of either item.</summary>
    Jaccard,

    /// <summary>1 / (1 + mean over U_ij of (r(u,i) − r(u,j))²).</summary>
    Msd,
}

/// <summary>Whose best k are kept.</summary>
public enum KeepPer
{
    /// <summary>Every candidate keeps the k items that may vote for it.</summary>
    Candidate,

    /// <summary>Every item of a history votes for its k nearest; a candidate's row then has any length.</summary>
    Source,
}
