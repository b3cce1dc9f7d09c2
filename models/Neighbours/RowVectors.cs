using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Neighbours;

/// <summary>The training rows as one measure counts them, by row and by column; shared by all threads.</summary>
/// <remarks>Memory: 16 bytes for each row beside the matrix it was made of.</remarks>
internal sealed class RowVectors
{
    /// <param name="rows">[rows × columns] values that count; for pearson each row's mean comes off here.</param>
    /// <param name="measure">How rows are compared.</param>
    public RowVectors(SparseMatrix rows, RowMeasure measure)
    {
        (Measure, Means) = (measure, Array.ConvertAll(Enumerable.Range(0, rows.Rows).ToArray(), row => MeanOf(rows.RowValues(row))));
        Rows = measure.IsCentred ? Centred(rows) : rows;
        ByColumn = Rows.Transpose();
        Squares = Array.ConvertAll(Enumerable.Range(0, rows.Rows).ToArray(), row => SquaresOf(Rows.RowValues(row)));
    }

    public RowMeasure Measure { get; }

    /// <summary>[rows × columns] as they are compared.</summary>
    public SparseMatrix Rows { get; }

    /// <summary>[columns × rows] the same.</summary>
    public SparseMatrix ByColumn { get; }

    /// <summary>[rows] Σ value² over all columns.</summary>
    public double[] Squares { get; }

    /// <summary>[rows] mean of the values as they came.</summary>
    public double[] Means { get; }

    public static double MeanOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return values.Length == 0 ? 0 : sum / values.Length;
    }

    public static double SquaresOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += (double)value * value;
        return sum;
    }

    private SparseMatrix Centred(SparseMatrix rows)
    {
        var values = new float[rows.Count];
        for (int row = 0; row < rows.Rows; row++)
            for (int at = rows.Offsets[row]; at < rows.Offsets[row + 1]; at++)
                values[at] = (float)(rows.Values[at] - Means[row]);
        return rows.WithValues(values);
    }
}
