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
    /// <exception cref="ArgumentException">Rows are not sorted by user and item, repeat a pair, or name an index that has no id.</exception>
    public int[] UserOffsets()
    {
        var offsets = new int[Users + 1];
        for (int row = 0; row < Count; row++)
        {
            CheckRow(row);
            offsets[UserIndex[row] + 1]++;
        }
        for (int user = 0; user < Users; user++)
            offsets[user + 1] += offsets[user];
        return offsets;
    }

    /// <summary>The rows for which <paramref name="keep"/> holds, as users × items. Cost O(rows + users).</summary>
    public SparseMatrix ToMatrix(Func<int, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        int[] rows = [.. Enumerable.Range(0, Count).Where(keep)];
        return SparseMatrix.FromTriples(Users, Items, Pick(UserIndex, rows), Pick(ItemIndex, rows), Pick(Rating, rows));
    }

    private static T[] Pick<T>(T[] column, int[] rows) => Array.ConvertAll(rows, row => column[row]);

    private void CheckRow(int row)
    {
        var (user, item) = (UserIndex[row], ItemIndex[row]);
        if ((uint)user >= (uint)Users || (uint)item >= (uint)Items)
            throw new ArgumentException($"Rating row {row} has user index {user} and item index {item}; there are {Users} users and {Items} items.");
        if (row > 0 && (UserIndex[row - 1], ItemIndex[row - 1]).CompareTo((user, item)) >= 0)
            throw new ArgumentException(
                $"Rating row {row} (user index {user}, item index {item}) does not follow row {row - 1}. Sort by user and item and drop repeats.");
    }
}
