namespace RecPipeline.Models.Splitting;

/// <summary>Strong generalisation: whole users are held out; models see only the histories given to them at scoring time.</summary>
/// <remarks>
/// Kept rows: ratings of at least 4, or all. Users with at least 5 kept rows stand in order of (h(seed, user), user); place mod 5 is the bucket.
/// Fold f: bucket f is test, every second user (places 0, 2, … of it) of bucket f + 1 mod 5 is validation, all others train. Items are those of
/// train users; a held-out user's other rows are dropped and at least 5 must be left. Of these, by (h(seed, user, item), item), the first
/// max(1, ⌊n/5⌋) are hidden and the rest is the history. Everything else is <see cref="RowRole.Dropped"/>.
/// </remarks>
public sealed class HeldOutUsersSplit(string name, bool onlyLiked) : ISplit
{
    private const int Buckets = 5, LeastRows = 5, HiddenShare = 5;
    private const float Liked = 4f;

    public string Name => name;

    public string Definition =>
        $"users with at least {LeastRows} {(onlyLiked ? $"ratings of {Liked:0.0} or more" : "ratings")}, ordered by hash, fall into {Buckets} buckets; fold f tests bucket f, "
        + $"whose users no model saw: 1/{HiddenShare} of a user's rows (by hash) is hidden, the rest is the history given to the model; half of the next bucket is validation";

    public int Folds => Buckets;

    public SplitPromises Promises => SplitPromises.HeldOutUsers;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Splits.CheckFold(this, fold);
        var kept = KeptRowsOfUsers(rows);
        var roleOfUser = RolesOfUsers(RowHashes.OfUsers(rows, seed), Array.ConvertAll(kept, each => each.Length), fold);
        return Assign(rows, kept, roleOfUser, KnownItems(rows, kept, roleOfUser), seed);
    }

    /// <summary>Ratings of at least this much take part.</summary>
    public float LowestRating => onlyLiked ? Liked : float.MinValue;

    /// <summary>Train, Test or ValidationTest for each user that takes part, Dropped for the others: the part of the rule that looks at all users.</summary>
    /// <param name="userHashes">[users] h(seed, user).</param>
    /// <param name="keptRows">[users] rows of at least <see cref="LowestRating"/>.</param>
    /// <param name="fold">Which fold.</param>
    public static RowRole[] RolesOfUsers(long[] userHashes, int[] keptRows, int fold)
    {
        ArgumentNullException.ThrowIfNull(keptRows);
        var roles = new RowRole[keptRows.Length];
        Array.Fill(roles, RowRole.Dropped);
        var order = UserRows.Order(userHashes, Array.FindAll(UserRows.Numbers(0, keptRows.Length), user => keptRows[user] >= LeastRows));
        for (int place = 0; place < order.Length; place++)
            roles[order[place]] = RoleOfPlace(place, fold);
        return roles;
    }

    /// <summary>The items of train users among these rows.</summary>
    /// <returns>[items]</returns>
    public bool[] KnownItems(RatingRows rows, RowRole[] roleOfUser)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(roleOfUser);
        return KnownItems(rows, KeptRowsOfUsers(rows), roleOfUser);
    }

    /// <summary>The roles of the rows of some whole users, where all users' roles and the items of train users are known.</summary>
    public RowRole[] Assign(RatingRows rows, RowRole[] roleOfUser, bool[] knownItems, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(roleOfUser);
        ArgumentNullException.ThrowIfNull(knownItems);
        return Assign(rows, KeptRowsOfUsers(rows), roleOfUser, knownItems, seed);
    }

    private static RowRole[] Assign(RatingRows rows, int[][] kept, RowRole[] roleOfUser, bool[] known, long seed)
    {
        var roles = new RowRole[rows.Count];
        Array.Fill(roles, RowRole.Dropped);
        for (int user = 0; user < kept.Length; user++)
            if (roleOfUser[user] == RowRole.Train)
                foreach (int row in kept[user])
                    roles[row] = RowRole.Train;
        AssignHeldOut(rows, kept, roleOfUser, known, RowHashes.OfRows(rows, seed), roles);
        return roles;
    }

    private int[][] KeptRowsOfUsers(RatingRows rows)
    {
        var offsets = rows.UserOffsets();
        var kept = new int[rows.Users][];
        for (int user = 0; user < kept.Length; user++)
            kept[user] = Array.FindAll(UserRows.Numbers(offsets[user], offsets[user + 1] - offsets[user]), row => rows.Rating[row] >= LowestRating);
        return kept;
    }

    private static RowRole RoleOfPlace(int place, int fold)
    {
        int bucket = place % Buckets;
        if (bucket == fold)
            return RowRole.Test;
        return bucket == (fold + 1) % Buckets && place / Buckets % 2 == 0 ? RowRole.ValidationTest : RowRole.Train;
    }

    private static bool[] KnownItems(RatingRows rows, int[][] kept, RowRole[] roleOfUser)
    {
        var known = new bool[rows.Items];
        for (int user = 0; user < kept.Length; user++)
            if (roleOfUser[user] == RowRole.Train)
                foreach (int row in kept[user])
                    known[rows.ItemIndex[row]] = true;
        return known;
    }

    private static void AssignHeldOut(RatingRows rows, int[][] kept, RowRole[] roleOfUser, bool[] known, long[] hashes, RowRole[] roles)
    {
        for (int user = 0; user < kept.Length; user++)
        {
            if (roleOfUser[user] is not (RowRole.Test or RowRole.ValidationTest))
                continue;
            var left = UserRows.Order(hashes, Array.FindAll(kept[user], row => known[rows.ItemIndex[row]]));
            var history = roleOfUser[user] == RowRole.Test ? RowRole.FoldIn : RowRole.ValidationFoldIn;
            for (int place = 0; left.Length >= LeastRows && place < left.Length; place++)
                roles[left[place]] = place < left.Length / HiddenShare ? roleOfUser[user] : history;
        }
    }
}
