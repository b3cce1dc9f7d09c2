using System.Runtime.InteropServices;

namespace RecPipeline.Models.Splitting;

/// <summary>One moment cuts all rows: models see what was there before it and look for what users liked in the window after it.</summary>
/// <remarks>
/// Windows are whole days (UTC). They share the last fifth of all rows, as evenly as days allow; fold f tests window f and trains on every
/// row before it. A later row is hidden if it lies in the window, is liked, and its user and its item have a row to train on; all other
/// later rows are <see cref="RowRole.Dropped"/>. Cost O(rows).
/// </remarks>
/// <param name="name">Name of the protocol.</param>
/// <param name="windows">How many; as many folds.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
public sealed class GlobalTimeSplit(string name, int windows, double likedThreshold) : ISplit
{
    private const int SecondsOfDay = 86_400, LaterShare = 5;

    public string Name => name;

    public string Definition =>
        $"the last 1/{LaterShare} of all rows, cut where days (UTC) begin, "
        + (windows == 1 ? "is the window that is tested" : $"falls into {windows} windows; fold f tests window f")
        + $": rows of {SplitRules.Words(likedThreshold)} or more of users and items that had a row before it; "
        + "every row before it trains, nobody's later row does";

    public int Folds => windows;

    public SplitPromises Promises => SplitPromises.GlobalOrder;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Splits.CheckFold(this, fold);
        var days = new SortedDictionary<long, long>();
        CountDays(rows.Timestamp, days);
        var window = WindowOf(days, fold);
        var known = new bool[rows.Items];
        MarkKnownItems(rows.ItemIndex, rows.Timestamp, window, known);
        return Assign(rows, window, known);
    }

    /// <summary>Adds the rows of each day.</summary>
    /// <param name="timestamps">[rows] seconds since 1970.</param>
    /// <param name="days">Rows by day since 1970.</param>
    public static void CountDays(ReadOnlySpan<long> timestamps, IDictionary<long, long> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var counts = new Dictionary<long, long>();
        foreach (long time in timestamps)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, DayOf(time), out _)++;
        foreach (var (day, rows) in counts)
            days[day] = (days.TryGetValue(day, out long before) ? before : 0) + rows;
    }

    /// <summary>The window that a fold tests: the part of the rule that looks at all rows.</summary>
    /// <param name="days">Rows of each day, in order.</param>
    /// <param name="fold">Which window.</param>
    public TimeWindow WindowOf(SortedDictionary<long, long> days, int fold)
    {
        ArgumentNullException.ThrowIfNull(days);
        return new TimeWindow(StartOf(days, fold), fold == windows - 1 ? long.MaxValue : StartOf(days, fold + 1));
    }

    /// <summary>Marks the items that have a row before the window.</summary>
    /// <param name="items">[rows]</param>
    /// <param name="timestamps">[rows]</param>
    /// <param name="window">Of the fold.</param>
    /// <param name="known">[items] set to true where a row says so, else left as it is.</param>
    public static void MarkKnownItems(ReadOnlySpan<int> items, ReadOnlySpan<long> timestamps, TimeWindow window, bool[] known)
    {
        ArgumentNullException.ThrowIfNull(known);
        for (int row = 0; row < items.Length; row++)
            known[items[row]] |= timestamps[row] < window.Start;
    }

    /// <summary>The roles of the rows of some whole users.</summary>
    public RowRole[] Assign(RatingRows rows, TimeWindow window, bool[] knownItems)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(knownItems);
        var (roles, isKnown) = (new RowRole[rows.Count], new bool[rows.Users]);
        for (int row = 0; row < rows.Count; row++)
            isKnown[rows.UserIndex[row]] |= rows.Timestamp[row] < window.Start;
        for (int row = 0; row < rows.Count; row++)
            if (rows.Timestamp[row] >= window.Start)
                roles[row] = rows.Timestamp[row] < window.End && rows.Rating[row] >= likedThreshold
                    && isKnown[rows.UserIndex[row]] && knownItems[rows.ItemIndex[row]] ? RowRole.Test : RowRole.Dropped;
        return roles;
    }

    // The first day before which there are all rows but the last fifth, and of that as many as the windows before this one hold.
    private long StartOf(SortedDictionary<long, long> days, int window)
    {
        long all = days.Values.Sum(), before = 0;
        long parts = (long)LaterShare * windows;
        foreach (var (day, rows) in days)
        {
            if (before * parts >= all * (((LaterShare - 1) * (long)windows) + window) && before > 0)
                return day * SecondsOfDay;
            before += rows;
        }
        return long.MaxValue;
    }

    private static long DayOf(long time) => Math.DivRem(time, SecondsOfDay) is var (day, left) && left < 0 ? day - 1 : day;
}

/// <summary>Times from <paramref name="Start"/> on and before <paramref name="End"/>, in seconds since 1970.</summary>
public readonly record struct TimeWindow(long Start, long End);
