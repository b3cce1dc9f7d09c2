using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Cleaning;

/// <summary>Row numbers grouped by user, each user's in ascending order: a stable counting sort on several threads.</summary>
/// <param name="Offsets">Rows of user u are <c>Rows[Offsets[u]..Offsets[u + 1]]</c>.</param>
/// <param name="Rows">Every row number once.</param>
internal sealed record UserOrder(int[] Offsets, int[] Rows)
{
    /// <summary>
    /// Cost O(rows + users·threads). Every thread counts its range of rows, and then knows where its rows of each user begin.
    /// </summary>
    public static UserOrder Of(int[] user, int users, int threads)
    {
        int chunk = RowChunks.PerThread(user.Length, threads);
        var next = new int[RowChunks.Count(user.Length, chunk)][];
        void ForRanges(Action<int, int> work) => RowChunks.Run(user.Length, chunk, threads, work, CancellationToken.None);
        ForRanges((start, end) => next[start / chunk] = Counts(user.AsSpan(start, end - start), users));
        var offsets = Starts(next, users);
        var rows = new int[user.Length];
        ForRanges((start, end) => Place(user, start, end, next[start / chunk], rows));
        return new UserOrder(offsets, rows);
    }

    private static int[] Counts(ReadOnlySpan<int> user, int users)
    {
        var counts = new int[users];
        foreach (int u in user)
            counts[u]++;
        return counts;
    }

    // Turns the counts of each range into where that range starts to write, and returns where each user starts.
    private static int[] Starts(int[][] counts, int users)
    {
        var offsets = new int[users + 1];
        int at = 0;
        for (int u = 0; u < users; u++)
        {
            offsets[u] = at;
            foreach (int[] range in counts)
                (range[u], at) = (at, at + range[u]);
        }
        offsets[users] = at;
        return offsets;
    }

    private static void Place(int[] user, int start, int end, int[] next, int[] rows)
    {
        for (int row = start; row < end; row++)
            rows[next[user[row]]++] = row;
    }
}
