namespace RecPipeline.Models.Als;

/// <summary>Settings of alternating least squares, named as Spark's ALS names them.</summary>
/// <param name="Rank">Length of a factor row, 1 to 1,024.</param>
/// <param name="MaxIter">Iterations, at least 1; each solves all items, then all users.</param>
/// <param name="RegParam">Ridge, not negative; multiplied by the number of ratings of the row (ratings above zero where implicit).</param>
/// <param name="Alpha">Confidence 1 + alpha·|rating| of an observed cell, not negative; read only where implicit.</param>
/// <param name="ImplicitPrefs">True: every cell counts, observed or not, with target 1 or 0. False: only observed cells, with their rating as target.</param>
/// <param name="Seed">Seed of the first user factors.</param>
public sealed record AlsParameters(int Rank, int MaxIter, double RegParam, double Alpha, bool ImplicitPrefs, long Seed)
{
    private const int LargestRank = 1024;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Rank, LargestRank);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIter, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RegParam);
        ArgumentOutOfRangeException.ThrowIfNegative(Alpha);
    }
}
