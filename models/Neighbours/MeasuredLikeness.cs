namespace RecPipeline.Models.Neighbours;

/// <summary>Likeness by a measure, found anew for every row that is started: for questions that come row by row.</summary>
internal sealed class MeasuredLikeness(RowVectors vectors) : IRowLikeness
{
    private readonly RowSimilarities _similarities = new(vectors);

    public void Start(int row) => _similarities.Compare(vectors.Rows.RowIndices(row), vectors.Rows.RowValues(row));

    public double Of(int other) => _similarities.Of(other);
}

/// <summary>Rows of likeness by a measure, kept for the next question while there is room: for questions that come in any order, as those
/// about items do. Shared by all threads.</summary>
/// <remarks>
/// A row is kept where it costs more than it has places, so rare items are found anew, which is cheap, and popular ones once. Likeness is
/// rounded to float32 whether it is kept or not. Memory: at most 256 MB, less than 4 · rows of those that are kept.
/// </remarks>
internal sealed class LikenessRows(RowVectors vectors)
{
    private const long MostNumbers = 64_000_000;
    private readonly float[]?[] _rows = new float[vectors.Rows.Rows][];
    private long _kept;

    /// <summary>One thread's view.</summary>
    public IRowLikeness NewLikeness() => new View(this, vectors);

    // Two threads may make the same row; it is the same row.
    private float[]? Kept(int row) => Volatile.Read(ref _rows[row]);

    private void Keep(int row, RowSimilarities similarities)
    {
        if (Cost(row) <= _rows.Length || Interlocked.Add(ref _kept, _rows.Length) > MostNumbers)
            return;
        var kept = new float[_rows.Length];
        foreach (int other in similarities.Touched)
            kept[other] = (float)similarities.Of(other);
        Volatile.Write(ref _rows[row], kept);
    }

    private long Cost(int row)
    {
        long cost = 0;
        foreach (int column in vectors.Rows.RowIndices(row))
            cost += vectors.ByColumn.RowCount(column);
        return cost;
    }

    private sealed class View(LikenessRows rows, RowVectors vectors) : IRowLikeness
    {
        private readonly RowSimilarities _similarities = new(vectors);
        private float[]? _kept;

        public void Start(int row)
        {
            _kept = rows.Kept(row);
            if (_kept is not null)
                return;
            _similarities.Compare(vectors.Rows.RowIndices(row), vectors.Rows.RowValues(row));
            rows.Keep(row, _similarities);
        }

        public double Of(int other) => _kept is null ? (float)_similarities.Of(other) : _kept[other];
    }
}
