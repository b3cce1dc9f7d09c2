using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.UserKnn;

/// <summary>The training rows as one measure counts them, by user and by item; shared by all threads.</summary>
/// <remarks>Memory: 16 bytes for each row beside the matrix it was made of.</remarks>
internal sealed class UserVectors
{
    /// <param name="rows">[users × items] values that count; for pearson each user's mean comes off here.</param>
    /// <param name="measure">How users are compared.</param>
    public UserVectors(SparseMatrix rows, UserMeasure measure)
    {
        (Measure, Means) = (measure, Array.ConvertAll(Enumerable.Range(0, rows.Rows).ToArray(), user => MeanOf(rows.RowValues(user))));
        Rows = measure.IsCentred ? Centred(rows) : rows;
        ByItem = Rows.Transpose();
        Squares = Array.ConvertAll(Enumerable.Range(0, rows.Rows).ToArray(), user => SquaresOf(Rows.RowValues(user)));
    }

    public UserMeasure Measure { get; }

    /// <summary>[users × items] as they are compared.</summary>
    public SparseMatrix Rows { get; }

    /// <summary>[items × users] the same.</summary>
    public SparseMatrix ByItem { get; }

    /// <summary>[users] Σ value² over all items.</summary>
    public double[] Squares { get; }

    /// <summary>[users] mean of the values as they came.</summary>
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
        for (int user = 0; user < rows.Rows; user++)
            for (int at = rows.Offsets[user]; at < rows.Offsets[user + 1]; at++)
                values[at] = (float)(rows.Values[at] - Means[user]);
        return rows.WithValues(values);
    }
}
