using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Markov;

/// <summary>Every user's liked items in order of time, ties by item; and for every item where it stands in them.</summary>
/// <remarks>Example: a user liked item 5 at noon and item 2 in the evening: Items 5 2. Memory: 16 bytes for each like.</remarks>
internal sealed class LikedSequences
{
    public LikedSequences(SparseMatrix ratings, long[] times, double likedThreshold)
    {
        var (items, offsets) = (new List<int>(), new int[ratings.Rows + 1]);
        for (int user = 0; user < ratings.Rows; user++)
        {
            items.AddRange(InOrder(ratings, times, likedThreshold, user));
            offsets[user + 1] = items.Count;
        }
        (Items, ItemCount, Ends) = ([.. items], ratings.Columns, new int[items.Count]);
        for (int user = 0; user < ratings.Rows; user++)
            Ends.AsSpan(offsets[user]..offsets[user + 1]).Fill(offsets[user + 1]);
        (Starts, Places) = PlacesOf(Items, ItemCount);
    }

    public int ItemCount { get; }

    /// <summary>[likes] items, user after user.</summary>
    public int[] Items { get; }

    /// <summary>[likes] where the user's sequence ends.</summary>
    public int[] Ends { get; }

    /// <summary>[items + 1] where an item's places begin in <see cref="Places"/>.</summary>
    public int[] Starts { get; }

    /// <summary>[likes] places in <see cref="Items"/> by item, ascending.</summary>
    public int[] Places { get; }

    private static int[] InOrder(SparseMatrix ratings, long[] times, double likedThreshold, int user)
    {
        var (first, end) = (ratings.Offsets[user], ratings.Offsets[user + 1]);
        int[] cells = [.. Enumerable.Range(first, end - first)];
        cells = Array.FindAll(cells, cell => ratings.Values[cell] >= likedThreshold);
        Array.Sort(cells, (a, b) => times[a] != times[b] ? times[a].CompareTo(times[b]) : a.CompareTo(b)); // cells ascend by item
        return Array.ConvertAll(cells, cell => ratings.Indices[cell]);
    }

    private static (int[] Starts, int[] Places) PlacesOf(int[] items, int itemCount)
    {
        var (starts, places) = (new int[itemCount + 1], new int[items.Length]);
        foreach (int item in items)
            starts[item + 1]++;
        for (int item = 0; item < itemCount; item++)
            starts[item + 1] += starts[item];
        int[] next = starts[..itemCount];
        for (int place = 0; place < items.Length; place++)
            places[next[items[place]]++] = place;
        return (starts, places);
    }
}
