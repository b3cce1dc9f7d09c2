namespace RecPipeline.Models.Splitting;

/// <summary>
/// What must be known of all ratings before a protocol or a model makes sense of them: how many are liked, and whether rows have times.
/// </summary>
/// <remarks>
/// Example, one user with ratings 1 and 5 at time 0, threshold 4: 2 rows, 1 liked, lowest 1, highest 5 (one row), 1 user compared, 1 of one
/// time.
/// </remarks>
/// <param name="Rows">All rows.</param>
/// <param name="Liked">Rows at or above the threshold.</param>
/// <param name="Lowest">Rating; +∞ without rows.</param>
/// <param name="Highest">Rating; −∞ without rows.</param>
/// <param name="AtHighest">Rows with the highest rating.</param>
/// <param name="Compared">Users with two rows or more: those of whom some row can be the last.</param>
/// <param name="OfOneTime">Of these, users whose rows all have one time: any of them is the last.</param>
public sealed record RatingFacts(long Rows, long Liked, float Lowest, float Highest, long AtHighest, long Compared, long OfOneTime)
{
    /// <summary>Those of no rows.</summary>
    public static RatingFacts None { get; } = new(0, 0, float.PositiveInfinity, float.NegativeInfinity, 0, 0, 0);

    /// <summary>Share of the rows that are liked, 0 to 1; NaN without rows.</summary>
    public double LikedShare => (double)Liked / Rows;

    /// <summary>Looks at whole users. Cost O(rows).</summary>
    /// <param name="rows">Sorted by user; all rows of some users, or of all.</param>
    /// <param name="likedThreshold">Lowest rating that is liked.</param>
    public static RatingFacts Of(RatingRows rows, double likedThreshold)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (facts, first) = (OfRatings(rows.Rating, likedThreshold), 0);
        var (compared, ofOneTime) = (0L, 0L);
        for (int row = 1; row <= rows.Count; row++)
        {
            if (row < rows.Count && rows.UserIndex[row] == rows.UserIndex[first])
                continue;
            compared += row - first > 1 ? 1 : 0;
            ofOneTime += row - first > 1 && !rows.Timestamp.AsSpan(first..row).ContainsAnyExcept(rows.Timestamp[first]) ? 1 : 0;
            first = row;
        }
        return facts with { Compared = compared, OfOneTime = ofOneTime };
    }

    /// <summary>Those of both, of different users.</summary>
    public RatingFacts Add(RatingFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        float highest = Math.Max(Highest, other.Highest);
        long at = (Highest == highest ? AtHighest : 0) + (other.Highest == highest ? other.AtHighest : 0);
        return new RatingFacts(
            Rows + other.Rows, Liked + other.Liked, Math.Min(Lowest, other.Lowest), highest, at,
            Compared + other.Compared, OfOneTime + other.OfOneTime);
    }

    private static RatingFacts OfRatings(ReadOnlySpan<float> ratings, double likedThreshold)
    {
        var (liked, lowest, highest, at) = (0L, float.PositiveInfinity, float.NegativeInfinity, 0L);
        foreach (float rating in ratings)
        {
            liked += rating >= likedThreshold ? 1 : 0;
            lowest = Math.Min(lowest, rating);
            at = rating > highest ? 1 : at + (rating == highest ? 1 : 0);
            highest = Math.Max(highest, rating);
        }
        return new RatingFacts(ratings.Length, liked, lowest, highest, at, 0, 0);
    }
}
