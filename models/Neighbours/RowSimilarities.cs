namespace RecPipeline.Models.Neighbours;

/// <summary>One thread's workspace: how alike one row is to every row of the training; rows are users or items.</summary>
/// <remarks>Cost: the ratings of the row's columns, through the inverted index; memory 32 bytes a row. Nothing of rows × rows is
/// kept.</remarks>
internal sealed class RowSimilarities(RowVectors vectors)
{
    private readonly int[] _common = new int[vectors.Rows.Rows];
    private readonly double[] _sums = new double[vectors.Rows.Rows];
    private readonly double[] _squaresA = new double[vectors.Measure.IsPearson ? vectors.Rows.Rows : 0];
    private readonly double[] _squaresB = new double[vectors.Measure.IsPearson ? vectors.Rows.Rows : 0];
    private readonly int[] _touched = new int[vectors.Rows.Rows];
    private int _count;
    private double _squares;

    /// <summary>Rows that share a column with the one last compared, in no order.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    /// <summary>Compares a row's values, which stand as <see cref="RowVectors.Rows"/> do, with all rows.</summary>
    public void Compare(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        foreach (int row in Touched)
            Forget(row);
        (_count, _squares) = (0, RowVectors.SquaresOf(values));
        for (int at = 0; at < columns.Length; at++)
            Add(vectors.ByColumn.RowIndices(columns[at]), vectors.ByColumn.RowValues(columns[at]), values[at]);
    }

    /// <summary>Similarity of a row to the one last compared; 0 for rows without a common column.</summary>
    public double Of(int row) => vectors.Measure.IsPearson
        ? vectors.Measure.Of(_common[row], _sums[row], _squaresA[row], _squaresB[row])
        : vectors.Measure.Of(_common[row], _sums[row], _squares, vectors.Squares[row]);

    public int Common(int row) => _common[row];

    /// <summary>What one unit of a pair's term adds to the similarity; 0 where the measure is no sum over columns.</summary>
    public double PerTerm(int row) =>
        _sums[row] != 0 && (vectors.Measure.IsCosine || vectors.Measure.IsPearson) ? Of(row) / _sums[row] : 0;

    /// <summary>Offers every row with a positive similarity.</summary>
    public void OfferTo(NeighbourHeap heap, int except)
    {
        foreach (int row in Touched)
            if (row != except && Of(row) is > 0 and var similarity)
                heap.Offer(new Neighbour(row, _common[row], similarity, 0, 0));
    }

    private void Forget(int row)
    {
        (_common[row], _sums[row]) = (0, 0);
        if (vectors.Measure.IsPearson)
            (_squaresA[row], _squaresB[row]) = (0, 0);
    }

    private void Add(ReadOnlySpan<int> rows, ReadOnlySpan<float> others, double value)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            if (_common[row]++ == 0)
                _touched[_count++] = row;
            _sums[row] += vectors.Measure.Term(value, others[i]);
            if (vectors.Measure.IsPearson)
                (_squaresA[row], _squaresB[row]) = (_squaresA[row] + (value * value), _squaresB[row] + ((double)others[i] * others[i]));
        }
    }
}
