namespace RecPipeline.Models.Splitting;

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
