namespace RecPipeline.Models.Cleaning;

/// <summary>
/// Ratings in columns: row i is user <c>User[i]</c>, item <c>Item[i]</c> (dense indices), <c>Rating[i]</c> and <c>Timestamp[i]</c>
/// (seconds).
/// </summary>
/// <remarks>Example, two rows: User 0 0, Item 3 7, Rating 4.5 2.0, Timestamp 1000000000 1000000060.</remarks>
public sealed class RatingTable
{
    /// <exception cref="ArgumentException">Lengths differ; the message gives all four.</exception>
    public RatingTable(int[] user, int[] item, float[] rating, long[] timestamp)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(rating);
        ArgumentNullException.ThrowIfNull(timestamp);
        if (user.Length != item.Length || user.Length != rating.Length || user.Length != timestamp.Length)
            throw new ArgumentException(
                $"{user.Length} users, {item.Length} items, {rating.Length} ratings and {timestamp.Length} timestamps are no table.",
                nameof(user));
        (User, Item, Rating, Timestamp) = (user, item, rating, timestamp);
    }

    public int Count => User.Length;

    public int[] User { get; }

    public int[] Item { get; }

    public float[] Rating { get; }

    public long[] Timestamp { get; }

    /// <summary>Ratings per user; <paramref name="users"/> is the number of users.</summary>
    public int[] CountByUser(int users) => Counts(User, users);

    /// <summary>Ratings per item; <paramref name="items"/> is the number of items.</summary>
    public int[] CountByItem(int items) => Counts(Item, items);

    /// <summary>The rows, in their order, of users and items that are kept. Indices stay as they are.</summary>
    public RatingTable Where(ReadOnlySpan<bool> keepUser, ReadOnlySpan<bool> keepItem)
    {
        var rows = new int[Count];
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (keepUser[User[i]] && keepItem[Item[i]])
                rows[kept++] = i;
        }
        return kept == Count ? this : Gather(rows.AsSpan(0, kept));
    }

    private RatingTable Gather(ReadOnlySpan<int> rows)
    {
        var table = new RatingTable(new int[rows.Length], new int[rows.Length], new float[rows.Length], new long[rows.Length]);
        for (int i = 0; i < rows.Length; i++)
        {
            (table.User[i], table.Item[i]) = (User[rows[i]], Item[rows[i]]);
            (table.Rating[i], table.Timestamp[i]) = (Rating[rows[i]], Timestamp[rows[i]]);
        }
        return table;
    }

    private static int[] Counts(int[] indices, int size)
    {
        var counts = new int[size];
        foreach (int index in indices)
            counts[index]++;
        return counts;
    }
}
