namespace RecPipeline.Models.TopN;

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
