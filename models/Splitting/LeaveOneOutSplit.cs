namespace RecPipeline.Models.Splitting;

/// <summary>Which row of a user leave-one-out hides.</summary>
public enum HeldOutRow
{
    /// <summary>The last by (timestamp, item).</summary>
    Last,

    /// <summary>The last by (timestamp, item) among ratings of at least 4; a user without one only trains.</summary>
    LastLiked,

    /// <summary>The smallest by (h(seed, user, item), item).</summary>
    SmallestHash,
}

/// <summary>One test row for every user with at least two rows; users with one row only train.</summary>
public sealed class LeaveOneOutSplit(string name, HeldOutRow heldOut) : ISplit
{
    private const float Liked = 4f;

    public string Name => name;

    public string Definition => "one test row for each user with 2 rows or more: " + heldOut switch
    {
        HeldOutRow.Last => "the last by (timestamp, item)",
        HeldOutRow.LastLiked => $"the last by (timestamp, item) among ratings of at least {Liked:0.0}; users without one only train",
        _ => "the smallest by (xxhash64(seed, user, item), item)",
    };

    public int Folds => 1;

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
            else if (heldOut == HeldOutRow.Last || rows.Rating[row] >= Liked)
                chosen = chosen < 0 || rows.Timestamp[row] >= rows.Timestamp[chosen] ? row : chosen;
        return chosen;
    }
}
