namespace RecPipeline.Models.TopN;

/// <summary>
/// What rows of a history add to the scores of some items: a matrix [rows × items], items padded to 16. Its memory is used again.
/// </summary>
/// <remarks>Example: history rows 0 and 3 speak for items 7 (.5 and .2) and 9 (0 and .1): Rows 0 3, cells .5 0 … and .2 .1 ….</remarks>
public sealed class Contributions
{
    private const int Padding = 16;
    private float[] _cells = [];
    private int[] _rows = [];

    public int Items { get; private set; }

    public int RowCount { get; private set; }

    /// <summary>Elements from row to row.</summary>
    public int Stride => (Items + Padding - 1) / Padding * Padding;

    /// <summary>The history row that each row of the matrix stands for, ascending; filled by the model.</summary>
    public Span<int> Rows => _rows.AsSpan(0, RowCount);

    /// <summary>[rows × stride].</summary>
    public float[] Cells => _cells;

    /// <summary>Makes room; the content is undefined.</summary>
    public void Start(int rows, int items)
    {
        (RowCount, Items) = (rows, items);
        if (_rows.Length < rows)
            _rows = new int[rows];
        if (_cells.Length < rows * Stride)
            _cells = new float[rows * Stride];
    }

    /// <summary>Keeps the first rows only.</summary>
    public void Keep(int rows) => RowCount = rows;

    public Span<float> Row(int row) => _cells.AsSpan(row * Stride, Stride);

    public void Clear() => _cells.AsSpan(0, RowCount * Stride).Clear();
}
