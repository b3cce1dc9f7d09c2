using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Cleaning;

/// <summary>Keeps one row of each user and item, and sorts what it keeps by user index, then item index.</summary>
/// <remarks>
/// Example: rows (0, 5, 3.0, t 10), (0, 5, 4.0, t 20), (0, 2, 1.0, t 5), (0, 5, 4.0, t 20) keep rows 2 and 1, in this order;
/// row 0 is dropped as conflict, row 3 as exact.
/// Plain twin: group by (user, item), order by the rule, take the first; see <c>DeduplicatorTests</c>.
/// </remarks>
public static class Deduplicator
{
    /// <summary>
    /// Deduplicates rows that stand in the order of (file, line); that order decides what timestamp and rating leave open.
    /// </summary>
    /// <remarks>
    /// Equal bits for any number of threads. Cost O(rows·log(rows per user) + users·threads); 13 bytes per row besides input and output.
    /// </remarks>
    /// <param name="rows">In any order of users and items; not changed.</param>
    /// <param name="users">Users are [0, users).</param>
    /// <param name="rule">Which of several rows is kept.</param>
    /// <param name="threads">At least 1.</param>
    public static DeduplicatedRatings Run(RatingTable rows, int users, DuplicateRule rule, int threads)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var order = UserOrder.Of(rows.User, users, threads);
        var reasons = new RejectReason[rows.Count];
        var ratings = rule == DuplicateRule.Sum ? rows.Rating.AsSpan().ToArray() : rows.Rating;
        var keptOf = new int[users];
        ForUsers(order, threads, (first, last) =>
        {
            var selection = new UserSelection(rows, ratings, rule, reasons);
            for (int user = first; user < last; user++)
                keptOf[user] = selection.Select(order.Rows.AsSpan(order.Offsets[user]..order.Offsets[user + 1]));
        });
        return Collect(rows, ratings, order, keptOf, reasons, threads);
    }

    private static DeduplicatedRatings Collect(
        RatingTable rows, float[] ratings, UserOrder order, int[] keptOf, RejectReason[] reasons, int threads)
    {
        var offsets = CsrOffsets.OfLengths(keptOf.Length, user => keptOf[user]);
        int kept = offsets[^1];
        var table = new RatingTable(new int[kept], new int[kept], new float[kept], new long[kept]);
        ForUsers(order, threads, (first, last) =>
        {
            for (int user = first; user < last; user++)
                Copy(rows, ratings, order.Rows.AsSpan(order.Offsets[user], keptOf[user]), table, offsets[user]);
        });
        int[] dropped = Dropped(reasons, rows.Count - kept);
        return new DeduplicatedRatings(table, offsets, dropped, [.. dropped.Select(row => reasons[row])]);
    }

    private static void Copy(RatingTable from, float[] ratings, ReadOnlySpan<int> rows, RatingTable to, int at)
    {
        foreach (int row in rows)
        {
            (to.User[at], to.Item[at]) = (from.User[row], from.Item[row]);
            (to.Rating[at], to.Timestamp[at]) = (ratings[row], from.Timestamp[row]);
            at++;
        }
    }

    private static int[] Dropped(RejectReason[] reasons, int count)
    {
        var dropped = new int[count];
        for (int row = 0, at = 0; at < count; row++)
        {
            if (reasons[row] != RejectReason.None)
                dropped[at++] = row;
        }
        return dropped;
    }

    // Many more ranges than threads, cut at equal numbers of rows, because users differ in size.
    private static void ForUsers(UserOrder order, int threads, Action<int, int> work)
    {
        int users = order.Offsets.Length - 1;
        int ranges = threads == 1 ? 1 : 32 * threads;
        int Edge(int range) =>
            range == ranges ? users : FirstUserAt(order.Offsets.AsSpan(0, users), (long)order.Rows.Length * range / ranges);
        RowChunks.Run(ranges, 1, threads, (range, _) => work(Edge(range), Edge(range + 1)), CancellationToken.None);
    }

    // The first user whose rows start at or after `row`.
    private static int FirstUserAt(ReadOnlySpan<int> offsets, long row)
    {
        int low = 0;
        for (int high = offsets.Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            (low, high) = offsets[middle] < row ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
