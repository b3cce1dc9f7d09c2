using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.TopN;

/// <summary>One user's rows as models read them: the items and their ratings.</summary>
/// <remarks>Example: a user who gave item 3 five stars and item 9 two has Items 3 9, Ratings 5 2. What counts as liked is each scorer's own rule.</remarks>
/// <param name="items">Item indices, ascending, none twice.</param>
/// <param name="ratings">As many ratings.</param>
public readonly ref struct History(ReadOnlySpan<int> items, ReadOnlySpan<float> ratings)
{
    public ReadOnlySpan<int> Items { get; } = items;

    public ReadOnlySpan<float> Ratings { get; } = ratings;

    /// <summary>A row of a matrix [users × items].</summary>
    public static History Of(SparseMatrix ratings, int user)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return new History(ratings.RowIndices(user), ratings.RowValues(user));
    }
}
