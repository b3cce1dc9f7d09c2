namespace RecPipeline.Models.TopN;

/// <summary>The reasons of the rows of one list. Its memory is used again.</summary>
public sealed class ReasonTable
{
    private Reason[] _reasons = [];
    private int[] _counts = [];
    private int _most;

    /// <summary>The reasons of a row, the largest share first.</summary>
    public ReadOnlySpan<Reason> Of(int row) => _reasons.AsSpan(row * _most, _counts[row]);

    /// <summary>Begins a list without reasons.</summary>
    /// <param name="rows">Rows of the list.</param>
    /// <param name="most">Most reasons of a row.</param>
    public void Start(int rows, int most)
    {
        _most = most;
        if (_reasons.Length < rows * most)
            _reasons = new Reason[rows * most];
        if (_counts.Length < rows)
            _counts = new int[rows];
        _counts.AsSpan(0, rows).Clear();
    }

    public void Add(int row, Reason reason) => _reasons[(row * _most) + _counts[row]++] = reason;
}
