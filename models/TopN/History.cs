using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.TopN;

/// <summary>One user's rows as models read them: the items and their ratings.</summary>
/// <remarks>
/// Example: a user who gave item 3 five stars and item 9 two has Items 3 9, Ratings 5 2. What counts as liked is each scorer's own rule.
/// </remarks>
/// <param name="items">Item indices, ascending, none twice.</param>
/// <param name="ratings">As many ratings.</param>
/// <param name="user">Index of the user in the run, for what a model learned of users; −1 for a history of nobody in particular.</param>
public readonly ref struct History(ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, int user = -1)
{
    public ReadOnlySpan<int> Items { get; } = items;

    public ReadOnlySpan<float> Ratings { get; } = ratings;

    public int User { get; } = user;

    /// <summary>Seconds since 1970, one per row; empty where nobody knows when.</summary>
    public ReadOnlySpan<long> Timestamps { get; init; }

    /// <summary>A row of a matrix [users × items].</summary>
    /// <param name="ratings">[users × items].</param>
    /// <param name="user">Row of the matrix.</param>
    public static History Of(SparseMatrix ratings, int user) => Of(ratings, user, user);

    /// <param name="ratings">[users × items].</param>
    /// <param name="row">Row of the matrix.</param>
    /// <param name="user">Index of its user in the run.</param>
    /// <param name="timestamps">One per cell of the matrix; null for none.</param>
    public static History Of(SparseMatrix ratings, int row, int user, long[]? timestamps = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return new History(ratings.RowIndices(row), ratings.RowValues(row), user)
        {
            Timestamps = timestamps is null ? [] : timestamps.AsSpan(ratings.Offsets[row]..ratings.Offsets[row + 1]),
        };
    }
}

/// <summary>
/// The liked rows of a history, each counting 1 or its value, as implicit models are trained on them. Memory that is used again.
/// </summary>
internal sealed class LikedRows(double likedThreshold, bool countsValues)
{
    private int[] _rows = [], _items = [];
    private float[] _values = [];

    public int Count { get; private set; }

    /// <summary>Places in the history.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    public void Keep(History history)
    {
        Reserve(history.Items.Length);
        Count = 0;
        for (int row = 0; row < history.Items.Length; row++)
            if (history.Ratings[row] >= likedThreshold)
                Add(row, history.Items[row], history.Ratings[row]);
    }

    private void Add(int row, int item, float value)
    {
        (_rows[Count], _items[Count]) = (row, item);
        if (countsValues)
            _values[Count] = value;
        Count++;
    }

    private void Reserve(int rows)
    {
        if (_items.Length >= rows)
            return;
        (_rows, _items, _values) = (new int[rows], new int[rows], new float[rows]);
        Array.Fill(_values, 1f);
    }
}
