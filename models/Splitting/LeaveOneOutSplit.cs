namespace RecPipeline.Models.Splitting;

/// <summary>Which row of a user leave-one-out hides.</summary>
public enum HeldOutRow
{
    /// <summary>The last by (timestamp, item).</summary>
    Last,

    /// <summary>The last by (timestamp, item) among liked ratings; a user without one only trains.</summary>
    LastLiked,

    /// <summary>The smallest by (h(seed, user, item), item).</summary>
    SmallestHash,
}

/// <summary>One test row for every user with at least two rows; users with one row only train.</summary>
/// <param name="name">Name of the protocol.</param>
/// <param name="heldOut">Which row.</param>
/// <param name="likedThreshold">Lowest rating that is liked; read by <see cref="HeldOutRow.LastLiked"/> only.</param>
public sealed class LeaveOneOutSplit(string name, HeldOutRow heldOut, double likedThreshold = SplitRules.Stars) : ISplit
{
    public string Name => name;

    public string Definition => "one test row for each user with 2 rows or more: " + heldOut switch
    {
        HeldOutRow.Last => "the last by (timestamp, item); other users' later rows train",
        HeldOutRow.LastLiked =>
            $"the last by (timestamp, item) among ratings of at least {SplitRules.Words(likedThreshold)}; users without one only train; "
            + "other users' later rows train",
        _ => "the smallest by (xxhash64(seed, user, item), item)",
    };

    public int Folds => 1;

    /// <summary>False where the hidden row is drawn by hash.</summary>
    public bool GoesByTime => heldOut != HeldOutRow.SmallestHash;

    // After the last liked row a user may have later rows that were not liked: these train.
    public SplitPromises Promises => heldOut == HeldOutRow.Last ? SplitPromises.TemporalOrder : SplitPromises.None;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Splits.CheckFold(this, fold);
        var hashes = heldOut == HeldOutRow.SmallestHash ? RowHashes.OfRows(rows, seed) : [];
        var roles = new RowRole[rows.Count];
        var offsets = rows.UserOffsets();
        for (int user = 0; user < rows.Users; user++)
            if (offsets[user + 1] - offsets[user] >= 2 && Choose(rows, hashes, offsets[user], offsets[user + 1]) is >= 0 and var row)
                roles[row] = RowRole.Test;
        return roles;
    }

    // Rows come by item: a later row wins ties when the largest is wanted, an earlier one when the smallest is.
    private int Choose(RatingRows rows, long[] hashes, int first, int end)
    {
        int chosen = -1;
        for (int row = first; row < end; row++)
            if (heldOut == HeldOutRow.SmallestHash)
                chosen = chosen < 0 || hashes[row] < hashes[chosen] ? row : chosen;
            else if (heldOut == HeldOutRow.Last || rows.Rating[row] >= likedThreshold)
                chosen = chosen < 0 || rows.Timestamp[row] >= rows.Timestamp[chosen] ? row : chosen;
        return chosen;
    }
}
