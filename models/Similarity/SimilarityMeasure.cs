namespace RecPipeline.Models.Similarity;

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
