namespace RecPipeline.Models.Cleaning;

/// <summary>
/// Sorts one user's rows by item and decides between rows of one item. One instance per thread; its buffer is used again.
/// </summary>
internal sealed class UserSelection(RatingTable rows, float[] ratings, DuplicateRule rule, RejectReason[] reasons)
{
    private ulong[] _keys = new ulong[256];
    private int[] _rows = new int[256];

    /// <summary>Moves the kept rows to the front of <paramref name="userRows"/>, by item, and gives every other row its reason.</summary>
    /// <param name="userRows">Row numbers of one user, ascending.</param>
    /// <returns>How many rows are kept.</returns>
    public int Select(Span<int> userRows)
    {
        Sort(userRows);
        int kept = 0;
        for (int start = 0, end; start < userRows.Length; start = end)
        {
            for (end = start + 1; end < userRows.Length && rows.Item[userRows[end]] == rows.Item[userRows[start]];)
                end++;
            userRows[kept++] = end - start == 1 ? userRows[start] : Winner(userRows[start..end]);
        }
        return kept;
    }

    // By item, then by row number. The key carries the place among the user's rows, so that plain integers are sorted.
    private void Sort(Span<int> userRows)
    {
        if (IsSorted(userRows))
            return;
        if (_keys.Length < userRows.Length)
            (_keys, _rows) = (new ulong[2 * userRows.Length], new int[2 * userRows.Length]);
        var keys = _keys.AsSpan(0, userRows.Length);
        for (int i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)(uint)rows.Item[userRows[i]] << 32) | (uint)i;
        keys.Sort();
        userRows.CopyTo(_rows);
        for (int i = 0; i < keys.Length; i++)
            userRows[i] = _rows[(int)keys[i]];
    }

    private bool IsSorted(ReadOnlySpan<int> userRows)
    {
        for (int i = 1; i < userRows.Length; i++)
        {
            if (rows.Item[userRows[i]] < rows.Item[userRows[i - 1]])
                return false;
        }
        return true;
    }

    private int Winner(ReadOnlySpan<int> same)
    {
        int winner = same[0];
        foreach (int row in same)
            winner = IsBetter(row, winner) ? row : winner;
        foreach (int row in same)
        {
            if (row != winner)
                reasons[row] = IsEqual(row, winner) ? RejectReason.DuplicateExact : RejectReason.DuplicateConflict;
        }
        if (rule == DuplicateRule.Sum)
            ratings[winner] = Sum(same);
        return winner;
    }

    // Strictly better, so that of equal rows the first one stays.
    private bool IsBetter(int row, int other)
    {
        int byTime = rows.Timestamp[row].CompareTo(rows.Timestamp[other]);
        int byRating = rows.Rating[row].CompareTo(rows.Rating[other]);
        return rule == DuplicateRule.Max ? (byRating, byTime).CompareTo((0, 0)) > 0 : (byTime, byRating).CompareTo((0, 0)) > 0;
    }

    private bool IsEqual(int row, int other) => rows.Timestamp[row] == rows.Timestamp[other] && rows.Rating[row] == rows.Rating[other];

    private float Sum(ReadOnlySpan<int> same)
    {
        double sum = 0;
        foreach (int row in same)
            sum += rows.Rating[row];
        return (float)sum;
    }
}
