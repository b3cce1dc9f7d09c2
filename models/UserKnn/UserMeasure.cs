namespace RecPipeline.Models.UserKnn;

/// <summary>How alike two users are, from sums over the items that both have.</summary>
/// <remarks>
/// With a and b the values of one item, n common items and s the shrinkage:
/// cosine Σ a·b / (‖A‖·‖B‖ + s), norms over all items of each user;
/// pearson Σ (a − mean A)(b − mean B) / √(Σ (a − mean A)² · Σ (b − mean B)²) · n / (n + s), sums over common items, means over all of each;
/// msd 1 / (1 + Σ (a − b)² / n) · n / (n + s). Sums are doubles in ascending order of the items.
/// </remarks>
internal sealed record UserMeasure(string Name, int MinCommonItems, double Shrinkage)
{
    public bool IsCosine { get; } = Name == "cosine";

    public bool IsPearson { get; } = Name == "pearson";

    /// <summary>Whether each user's mean comes off first.</summary>
    public bool IsCentred => IsPearson;

    /// <summary>What one common item adds to the sum of the pair.</summary>
    public double Term(double a, double b) => IsCosine || IsPearson ? a * b : (a - b) * (a - b);

    /// <summary>The similarity; 0 where nothing can be said.</summary>
    /// <param name="common">Common items.</param>
    /// <param name="sum">Of the terms.</param>
    /// <param name="squaresA">Σ a²: over all items of the user for the cosine, else over common ones.</param>
    /// <param name="squaresB">The same of the other user.</param>
    public double Of(int common, double sum, double squaresA, double squaresB)
    {
        if (common < MinCommonItems || common == 0)
            return 0;
        double damped = common / (common + Shrinkage);
        if (!IsCosine && !IsPearson)
            return damped / (1 + (sum / common));
        double norm = Math.Sqrt(squaresA * squaresB) + (IsCosine ? Shrinkage : 0);
        return norm > 0 ? sum / norm * (IsCosine ? 1 : damped) : 0;
    }
}
