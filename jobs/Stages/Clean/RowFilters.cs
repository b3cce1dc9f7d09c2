using RecPipeline.Jobs.Configuration;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Numbered ratings and what the indices stand for.</summary>
internal sealed record NumberedRatings(RatingTable Rows, RawIds Users, RawIds Items);

/// <summary>
/// Drops whole users and items that a run does not want to learn from: valid rows, so they are counted but not kept as rejected.
/// </summary>
/// <remarks>
/// Stoplist, users far from the mean, items with few ratings, users with few ratings; in this order, each one pass over what the last one
/// left.
/// </remarks>
internal sealed class RowFilters(CleanOptions options)
{
    private readonly Dictionary<string, long> _dropped = [];

    /// <summary>Rows dropped by each filter that is on.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    /// <summary>True when an option drops users or items; the stoplist is told apart, since it needs titles.</summary>
    public bool AreOn => options.UserSigmas > 0 || options.MinItemRatings > 1 || options.MinUserRatings > 1;

    /// <summary>What is left, with dense indices.</summary>
    /// <param name="ratings">Deduplicated ratings.</param>
    /// <param name="isStopped">Tells the items of the stoplist by index.</param>
    public NumberedRatings Apply(NumberedRatings ratings, Func<int, bool>? isStopped)
    {
        var rows = ratings.Rows;
        if (isStopped is not null)
            rows = Drop("stopList", rows, All(ratings.Users.Count),
                [.. Enumerable.Range(0, ratings.Items.Count).Select(item => !isStopped(item))]);
        if (options.UserSigmas > 0)
            rows = Drop("userSigmas", rows, KeptUsers(rows, ratings.Users.Count), All(ratings.Items.Count));
        if (options.MinItemRatings > 1)
            rows = Drop("minItemRatings", rows, All(ratings.Users.Count),
                MinimumCount.Keep(rows.CountByItem(ratings.Items.Count), options.MinItemRatings));
        if (options.MinUserRatings > 1)
            rows = Drop("minUserRatings", rows, MinimumCount.Keep(rows.CountByUser(ratings.Users.Count), options.MinUserRatings),
                All(ratings.Items.Count));
        return rows == ratings.Rows ? ratings : Renumber(rows, ratings);
    }

    private RatingTable Drop(string filter, RatingTable rows, bool[] keepUser, bool[] keepItem)
    {
        var kept = rows.Where(keepUser, keepItem);
        _dropped[filter] = rows.Count - kept.Count;
        return kept;
    }

    // Mean and deviation are those of users that still have ratings.
    private bool[] KeptUsers(RatingTable rows, int users)
    {
        int[] counts = rows.CountByUser(users);
        var bounds = SigmaRule.Bounds(Array.FindAll(counts, count => count > 0), options.UserSigmas);
        return Array.ConvertAll(counts, count => bounds.Keeps(count));
    }

    private static NumberedRatings Renumber(RatingTable rows, NumberedRatings before)
    {
        var (users, newUser) = Compact(rows.User, before.Users);
        var (items, newItem) = Compact(rows.Item, before.Items);
        return new NumberedRatings(new RatingTable(newUser, newItem, rows.Rating, rows.Timestamp), users, items);
    }

    private static (RawIds Ids, int[] Indices) Compact(int[] indices, RawIds before)
    {
        var newIndex = new int[before.Count];
        foreach (int index in indices)
            newIndex[index] = 1;
        int[] kept = [.. Enumerable.Range(0, before.Count).Where(index => newIndex[index] != 0)];
        for (int i = 0; i < kept.Length; i++)
            newIndex[kept[i]] = i;
        return (before.Pick(kept), Array.ConvertAll(indices, index => newIndex[index]));
    }

    private static bool[] All(int count)
    {
        var keep = new bool[count];
        Array.Fill(keep, true);
        return keep;
    }
}
