namespace RecPipeline.Models.Splitting;

/// <summary>Strong generalisation: whole users are held out; models see only the histories given to them at scoring time.</summary>
/// <remarks>
/// Users with at least 5 kept rows stand in order of (h(seed, user), user); the split says which places test, validate and train. Items are
/// those of train users; a held-out user's other rows are dropped and at least 5 must be left. Of these, by (h(seed, user, item), item),
/// the first max(1, ⌊n/5⌋) are hidden and the rest is the history. Everything else is <see cref="RowRole.Dropped"/>.
/// </remarks>
public abstract class StrongGeneralisation : ISplit
{
    private protected const int LeastRows = 5, HiddenShare = 5;

    public abstract string Name { get; }

    public abstract string Definition { get; }

    public abstract int Folds { get; }

    public SplitPromises Promises => SplitPromises.HeldOutUsers;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Splits.CheckFold(this, fold);
        var kept = KeptRows.Of(rows, Keeps);
        var roleOfUser = RolesOfUsers(RowHashes.OfUsers(rows, seed), kept.Counts(), fold);
        var known = new bool[rows.Items];
        MarkKnownItems(rows.UserIndex, rows.ItemIndex, rows.Rating, roleOfUser, known);
        return Assign(rows, kept, roleOfUser, known, seed);
    }

    /// <summary>Whether a row with this rating takes part.</summary>
    public abstract bool Keeps(float rating);

    /// <summary>
    /// Train, Test or ValidationTest for each user that takes part, Dropped for the others: the part of the rule that looks at all users.
    /// </summary>
    /// <param name="userHashes">[users] h(seed, user).</param>
    /// <param name="keptRows">[users] rows that take part (<see cref="Keeps"/>).</param>
    /// <param name="fold">Which fold.</param>
    public RowRole[] RolesOfUsers(long[] userHashes, int[] keptRows, int fold)
    {
        ArgumentNullException.ThrowIfNull(keptRows);
        var roles = new RowRole[keptRows.Length];
        Array.Fill(roles, RowRole.Dropped);
        var order = UserRows.Order(userHashes, Array.FindAll(UserRows.Numbers(0, keptRows.Length), user => keptRows[user] >= LeastRows));
        for (int place = 0; place < order.Length; place++)
            roles[order[place]] = RoleOfPlace(place, order.Length, fold);
        return roles;
    }

    /// <summary>Marks the items of train users among these rows.</summary>
    /// <param name="users">[rows]</param>
    /// <param name="items">[rows]</param>
    /// <param name="ratings">[rows]</param>
    /// <param name="roleOfUser">[users] as <see cref="RolesOfUsers"/> gives them.</param>
    /// <param name="known">[items] set to true where a row says so, else left as it is.</param>
    public void MarkKnownItems(
        ReadOnlySpan<int> users, ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, RowRole[] roleOfUser, bool[] known)
    {
        ArgumentNullException.ThrowIfNull(roleOfUser);
        ArgumentNullException.ThrowIfNull(known);
        for (int row = 0; row < users.Length; row++)
            if (roleOfUser[users[row]] == RowRole.Train && Keeps(ratings[row]))
                known[items[row]] = true;
    }

    /// <summary>The roles of the rows of some whole users, where all users' roles and the items of train users are known.</summary>
    public RowRole[] Assign(RatingRows rows, RowRole[] roleOfUser, bool[] knownItems, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(roleOfUser);
        ArgumentNullException.ThrowIfNull(knownItems);
        return Assign(rows, KeptRows.Of(rows, Keeps), roleOfUser, knownItems, seed);
    }

    /// <summary>Train, Test or ValidationTest for the user at a place among all users that take part.</summary>
    protected abstract RowRole RoleOfPlace(int place, int users, int fold);

    private static RowRole[] Assign(RatingRows rows, KeptRows kept, RowRole[] roleOfUser, bool[] known, long seed)
    {
        var (roles, users) = (new RowRole[rows.Count], RowHashes.OfUsers(rows, seed));
        Array.Fill(roles, RowRole.Dropped);
        for (int user = 0; user < roleOfUser.Length; user++)
            if (roleOfUser[user] == RowRole.Train)
                foreach (int row in kept[user])
                    roles[row] = RowRole.Train;
            else if (roleOfUser[user] is RowRole.Test or RowRole.ValidationTest)
                AssignHeldOut(LeftRows(rows, kept[user], known, users), roleOfUser[user], roles);
        return roles;
    }

    // A held-out user's rows of known items in order of (hash, item); rows arrive by item.
    private static List<(long Hash, int Row)> LeftRows(RatingRows rows, ReadOnlySpan<int> kept, bool[] known, long[] users)
    {
        var left = new List<(long Hash, int Row)>(kept.Length);
        foreach (int row in kept)
            if (known[rows.ItemIndex[row]])
                left.Add((RowHashes.OfRow(rows, users, row), row));
        left.Sort();
        return left;
    }

    private static void AssignHeldOut(List<(long Hash, int Row)> left, RowRole hidden, RowRole[] roles)
    {
        var history = hidden == RowRole.Test ? RowRole.FoldIn : RowRole.ValidationFoldIn;
        for (int place = 0; left.Count >= LeastRows && place < left.Count; place++)
            roles[left[place].Row] = place < left.Count / HiddenShare ? hidden : history;
    }
}
