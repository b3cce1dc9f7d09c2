namespace RecPipeline.Models.Splitting;

/// <summary>The rows of each user that take part in a split, ascending.</summary>
internal sealed class KeptRows
{
    private readonly int[] _offsets, _rows;

    private KeptRows(int[] offsets, int[] rows) => (_offsets, _rows) = (offsets, rows);

    public ReadOnlySpan<int> this[int user] => _rows.AsSpan(_offsets[user].._offsets[user + 1]);

    /// <param name="rows">All rows, sorted by user and item.</param>
    /// <param name="keeps">Whether a row with this rating takes part.</param>
    public static KeptRows Of(RatingRows rows, Func<float, bool> keeps)
    {
        var (first, kept, count) = (rows.UserOffsets(), new int[rows.Count], 0);
        var offsets = new int[rows.Users + 1];
        for (int user = 0; user < rows.Users; user++)
        {
            for (int row = first[user]; row < first[user + 1]; row++)
                if (keeps(rows.Rating[row]))
                    kept[count++] = row;
            offsets[user + 1] = count;
        }
        return new KeptRows(offsets, kept);
    }

    /// <summary>[users] how many rows each has.</summary>
    public int[] Counts()
    {
        var counts = new int[_offsets.Length - 1];
        for (int user = 0; user < counts.Length; user++)
            counts[user] = _offsets[user + 1] - _offsets[user];
        return counts;
    }
}

/// <summary>Orders of one user's rows. Rows arrive by item index, so row numbers stand for the tie by item.</summary>
internal static class UserRows
{
    /// <summary>The rows first … first + count − 1 in order of (timestamp, item).</summary>
    public static int[] ByTime(RatingRows rows, int first, int count) => Order(rows.Timestamp, Numbers(first, count));

    /// <summary>The given rows in order of (key, item); keys are indexed by row.</summary>
    public static int[] Order(long[] keys, int[] rows)
    {
        Array.Sort(rows, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        return rows;
    }

    public static int[] Numbers(int first, int count) => [.. Enumerable.Range(first, count)];
}
