namespace RecPipeline.Models.Splitting;

/// <summary>The split hashes of rating rows; numbers and strings may be mixed, each column by its own rule.</summary>
public static class RowHashes
{
    /// <summary>h(seed, user), [users].</summary>
    public static long[] OfUsers(RatingRows rows, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var hashes = new long[rows.Users];
        for (int user = 0; user < hashes.Length; user++)
            hashes[user] = rows.UserNames is { } names
                ? SplitHash.HashUtf8(seed, names[user])
                : SplitHash.Hash(seed, rows.UserIds[user]);
        return hashes;
    }

    /// <summary>h(seed, user, item), [rows]. Cost: one hash of the item per row; the user's part is shared.</summary>
    public static long[] OfRows(RatingRows rows, long seed)
    {
        var users = OfUsers(rows, seed);
        var hashes = new long[rows.Count];
        for (int row = 0; row < hashes.Length; row++)
            hashes[row] = OfRow(rows, users, row);
        return hashes;
    }

    /// <summary>h(seed, user, item) of one row.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="users">[users] from <see cref="OfUsers"/>.</param>
    /// <param name="row">Which row.</param>
    public static long OfRow(RatingRows rows, long[] users, int row)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(users);
        var (previous, item) = (users[rows.UserIndex[row]], rows.ItemIndex[row]);
        return rows.ItemNames is { } names ? SplitHash.Chain(previous, names[item]) : SplitHash.Chain(previous, rows.ItemIds[item]);
    }
}
