namespace RecPipeline.Models.Similarity;

/// <summary>
/// Turns the sums of a pair into its similarity. NaN where it is undefined, that is where a norm is zero: never a neighbour.
/// </summary>
/// <remarks>
/// Shrinkage damps pairs with few users: it is added to the denominator (to the users of either item for Jaccard); MSD, which has none, is
/// multiplied by n / (n + shrinkage).
/// </remarks>
internal sealed class PairScorer(PairValues values, SimilarityParameters p)
{
    // A difference of products below this share of them is what rounding leaves of zero.
    private const double Nothing = 1e-14;
    private readonly double _shrinkage = p.Shrinkage * values.Scale * values.Scale;

    public double Score(int candidate, int item, in PairSums sums) => p.Measure switch
    {
        SimilarityMeasure.PearsonCommon => Correlation(sums),
        SimilarityMeasure.AdjustedFull or SimilarityMeasure.Cosine =>
            Quotient(sums.XY, values.Norms[candidate], values.Norms[item], _shrinkage),
        SimilarityMeasure.Jaccard =>
            sums.Common / (values.ItemUser.RowCount(candidate) + values.ItemUser.RowCount(item) - sums.Common + p.Shrinkage),
        SimilarityMeasure.Msd =>
            sums.Common / (sums.Common + p.Shrinkage) / (1 + (Squares(sums) / (sums.Common * values.Scale * values.Scale))),
        _ => Quotient(sums.XY, sums.XX, sums.YY, _shrinkage),
    };

    private static double Quotient(double dot, double left, double right, double shrinkage) =>
        left <= 0 || right <= 0 ? double.NaN : dot / (Math.Sqrt(left * right) + shrinkage);

    // Both sides multiplied by n, which keeps whole sums whole.
    private double Correlation(in PairSums sums)
    {
        double n = sums.Common;
        return Quotient(
            n * sums.XY - sums.X * sums.Y, Spread(n * sums.XX, sums.X * sums.X), Spread(n * sums.YY, sums.Y * sums.Y), n * _shrinkage);
    }

    private static double Spread(double squares, double square) => squares - square <= Nothing * squares ? 0 : squares - square;

    private static double Squares(in PairSums sums) => Math.Max(0, sums.XX + sums.YY - 2 * sums.XY);
}
