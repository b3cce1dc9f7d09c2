using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Splitting;

/// <summary>All ratings as columns, sorted by user index and then item index, without repeated pairs.</summary>
/// <remarks>
/// Dense indices follow the order of the raw ids, so a tie by id is a tie by index. Raw ids enter only the split hash.
/// Example, user 7 rated items 30 and 50: UserIndex 0 0, ItemIndex 0 1, UserIds 7, ItemIds 30 50.
/// </remarks>
/// <param name="UserIndex">[rows]</param>
/// <param name="ItemIndex">[rows]</param>
/// <param name="Rating">[rows]</param>
/// <param name="Timestamp">[rows], seconds since 1970.</param>
/// <param name="UserIds">[users] raw id by user index; unused where <see cref="UserNames"/> is given.</param>
/// <param name="ItemIds">[items] raw id by item index; unused where <see cref="ItemNames"/> is given.</param>
public sealed record RatingRows(int[] UserIndex, int[] ItemIndex, float[] Rating, long[] Timestamp, long[] UserIds, long[] ItemIds)
{
    /// <summary>Columns with the raw ids of all users and items.</summary>
    public RatingRows(int[] userIndex, int[] itemIndex, float[] rating, long[] timestamp, RawIds users, RawIds items)
        : this(userIndex, itemIndex, rating, timestamp, users.AreTexts ? [] : users.Numbers, items.AreTexts ? [] : items.Numbers)
    {
        UserNames = users.AreTexts ? users.Texts : null;
        ItemNames = items.AreTexts ? items.Texts : null;
    }

    public int Count => UserIndex.Length;

    public int Users => UserNames?.Count ?? UserIds.Length;

    public int Items => ItemNames?.Count ?? ItemIds.Length;

    /// <summary>Raw user ids where they are strings.</summary>
    public Utf8Ids? UserNames { get; init; }

    /// <summary>Raw item ids where they are strings.</summary>
    public Utf8Ids? ItemNames { get; init; }

    /// <summary>First row of every user, and the row count at the end: user u has rows offsets[u]..offsets[u + 1].</summary>
    /// <exception cref="ArgumentException">
    /// Rows are not sorted by user and item, repeat a pair, or name an index that has no id.
    /// </exception>
    public int[] UserOffsets()
    {
        for (int row = 0; row < Count; row++)
            if (!IsInOrder(row))
                ThrowAt(row);
        return CsrOffsets.OfEntries(Users, UserIndex);
    }

    /// <summary>The rows that play a role. Cost O(rows).</summary>
    /// <exception cref="ArgumentException">There are not as many roles as rows.</exception>
    public RatingRows With(ReadOnlySpan<RowRole> roles, RowRole role)
    {
        int[] rows = RowsWith(roles, role);
        return roles.Length == Count
            ? this with
            {
                UserIndex = Pick(UserIndex, rows),
                ItemIndex = Pick(ItemIndex, rows),
                Rating = Pick(Rating, rows),
                Timestamp = Pick(Timestamp, rows),
            }
            : throw new ArgumentException($"{Count} rating rows need as many roles; there are {roles.Length}.", nameof(roles));
    }

    /// <summary>[users × items] ratings over the arrays of these columns. Cost O(rows + users).</summary>
    public SparseMatrix ToMatrix() => SparseMatrix.OverTriples(Users, Items, UserIndex, ItemIndex, Rating);

    private static int[] RowsWith(ReadOnlySpan<RowRole> roles, RowRole role)
    {
        var (rows, count) = (new int[roles.Count(role)], 0);
        for (int row = 0; row < roles.Length; row++)
            if (roles[row] == role)
                rows[count++] = row;
        return rows;
    }

    private static T[] Pick<T>(T[] column, int[] rows)
    {
        var picked = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            picked[i] = column[rows[i]];
        return picked;
    }

    private bool IsInOrder(int row)
    {
        var (user, item) = (UserIndex[row], ItemIndex[row]);
        return (uint)user < (uint)Users && (uint)item < (uint)Items
            && (row == 0 || UserIndex[row - 1] < user || (UserIndex[row - 1] == user && ItemIndex[row - 1] < item));
    }

    private void ThrowAt(int row)
    {
        var (user, item) = (UserIndex[row], ItemIndex[row]);
        throw new ArgumentException((uint)user >= (uint)Users || (uint)item >= (uint)Items
            ? $"Rating row {row} has user index {user} and item index {item}; there are {Users} users and {Items} items."
            : $"Rating row {row} (user index {user}, item index {item}) does not follow row {row - 1}. "
                + "Sort by user and item and drop repeats.");
    }
}
