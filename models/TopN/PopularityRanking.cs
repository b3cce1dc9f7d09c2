using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.TopN;

/// <summary>Counts and ranks items: baseline, tie-break, novelty and fallback of the lists.</summary>
public static class PopularityRanking
{
    /// <summary>Counts how often each of <paramref name="itemCount"/> items occurs. Cost O(entries + items · log items).</summary>
    public static ItemPopularity Count(ReadOnlySpan<int> items, int itemCount)
    {
        var ratings = new long[itemCount];
        foreach (int item in items)
            ratings[item]++;
        return Rank(ratings);
    }

    /// <summary>Counts the stored cells of every column.</summary>
    public static ItemPopularity Count(SparseMatrix userItem)
    {
        ArgumentNullException.ThrowIfNull(userItem);
        return Count(userItem.Indices, userItem.Columns);
    }

    /// <summary>Ranks items whose ratings were counted elsewhere.</summary>
    public static ItemPopularity Rank(long[] ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        int[] order = [.. Enumerable.Range(0, ratings.Length)];
        Array.Sort(order, (a, b) => ratings[a] != ratings[b] ? ratings[b].CompareTo(ratings[a]) : a.CompareTo(b));
        var rank = new int[ratings.Length];
        for (int place = 0; place < order.Length; place++)
            rank[order[place]] = place + 1;
        return new ItemPopularity(ratings, rank);
    }
}

/// <summary>How often every item was rated, and its place in that order.</summary>
/// <remarks>Example: ratings 5, 9, 5 give ranks 2, 1, 3: ties go to the smaller item index, so ranks are a total order.</remarks>
/// <param name="Ratings">[items] number of ratings.</param>
/// <param name="Rank">[items] 1 = most ratings.</param>
public sealed record ItemPopularity(long[] Ratings, int[] Rank);
