namespace RecPipeline.Models.Neighbours;

/// <summary>How alike two rows are, from sums over the columns that both have; rows are users or items.</summary>
/// <remarks>
/// With a and b the values of one column, n common columns and s the shrinkage:
/// cosine Σ a·b / (‖A‖·‖B‖ + s), norms over all columns of each row;
/// pearson Σ (a − mean A)(b − mean B) / √(Σ (a − mean A)² · Σ (b − mean B)²) · n / (n + s), sums over common items, means over all of each;
/// msd 1 / (1 + Σ (a − b)² / n) · n / (n + s). Sums are doubles in ascending order of the columns.
/// </remarks>
internal sealed record RowMeasure(string Name, int MinCommon, double Shrinkage)
{
    public bool IsCosine { get; } = Name == "cosine";

    public bool IsPearson { get; } = Name == "pearson";

    /// <summary>Whether each row's mean comes off first.</summary>
    public bool IsCentred => IsPearson;

    /// <summary>What one common column adds to the sum of the pair.</summary>
    public double Term(double a, double b) => IsCosine || IsPearson ? a * b : (a - b) * (a - b);

    /// <summary>The similarity; 0 where nothing can be said.</summary>
    /// <param name="common">Common columns.</param>
    /// <param name="sum">Of the terms.</param>
    /// <param name="squaresA">Σ a²: over all columns of the row for the cosine, else over common ones.</param>
    /// <param name="squaresB">The same of the other row.</param>
    public double Of(int common, double sum, double squaresA, double squaresB)
    {
        if (common < MinCommon || common == 0)
            return 0;
        double damped = common / (common + Shrinkage);
        if (!IsCosine && !IsPearson)
            return damped / (1 + (sum / common));
        double norm = Math.Sqrt(squaresA * squaresB) + (IsCosine ? Shrinkage : 0);
        return norm > 0 ? sum / norm * (IsCosine ? 1 : damped) : 0;
    }
}
