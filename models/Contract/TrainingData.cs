using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Contract;

/// <summary>What a model may learn from. Views are made when they are first asked for, once, and shared by all fits of the same
/// rows.</summary>
/// <remarks>Example: two users who rated items 0 and 1 with 5 and 2: Ratings [2 × 2], Liked at threshold 4 has the cells of item 0 with
/// ones.</remarks>
/// <param name="ratings">[users × items] every training row.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
public sealed class TrainingData(SparseMatrix ratings, double likedThreshold)
{
    private readonly Lazy<SparseMatrix> _likedValues = new(() => ratings.AtLeast(likedThreshold));
    private readonly Lazy<SparseMatrix> _byItem = new(ratings.Transpose);
    private readonly Lazy<ItemPopularity> _popularity = new(() => PopularityRanking.Count(ratings));
    private SparseMatrix? _liked;

    /// <summary>[users × items].</summary>
    public SparseMatrix Ratings => ratings;

    public int Users => ratings.Rows;

    public int Items => ratings.Columns;

    public double LikedThreshold => likedThreshold;

    /// <summary>[users × items] ones where the rating is liked.</summary>
    public SparseMatrix Liked => LazyInitializer.EnsureInitialized(ref _liked, LikedValues.Binary);

    /// <summary>[users × items] the liked ratings themselves.</summary>
    public SparseMatrix LikedValues => _likedValues.Value;

    /// <summary>[items × users] every training row.</summary>
    public SparseMatrix ByItem => _byItem.Value;

    /// <summary>Training rows per item, and the order at ties.</summary>
    public ItemPopularity Popularity => _popularity.Value;

    /// <summary>Seconds since 1970, one per cell of <see cref="Ratings"/>; null where the data has no times.</summary>
    public long[]? Timestamps { get; init; }

    /// <summary>What describes items; null where nothing does.</summary>
    public Features? ItemFeatures { get; init; }

    /// <summary>What these data have of <see cref="ModelNeeds"/>.</summary>
    public ModelNeeds Has => (Timestamps is null ? 0 : ModelNeeds.Timestamps) | (ItemFeatures is null ? 0 : ModelNeeds.ItemFeatures);
}

/// <summary>Descriptions of items (or users) as a matrix.</summary>
/// <remarks>
/// A column is a category, named <c>feature=value</c> with cells of 1 (<c>genres=Comedy</c>), or a number, named <c>feature</c> alone
/// (<c>year</c>).
/// </remarks>
/// <param name="Matrix">[items × columns].</param>
/// <param name="Names">One per column, ascending.</param>
public sealed record Features(SparseMatrix Matrix, IReadOnlyList<string> Names)
{
    /// <summary>True for a column of categories.</summary>
    public bool IsCategory(int column) => Names[column].Contains('=', StringComparison.Ordinal);
}
