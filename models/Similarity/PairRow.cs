using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Similarity;

/// <summary>One thread's workspace: adds up one candidate's sums with all items it shares users with, and selects the best.</summary>
internal sealed class PairRow(PairValues values, PairScorer scorer, SimilarityParameters p)
{
    private readonly PairSums[] _sums = new PairSums[values.ItemUser.Rows];
    private readonly int[] _touched = new int[values.ItemUser.Rows];
    private readonly NeighbourHeap _heap = new(p.K);
    private int _touchedCount;

    /// <summary>Order: score rounded to 12 decimals, so that rounding errors cannot decide between equals, then item index.</summary>
    public ReadOnlySpan<Neighbour> Select(int candidate)
    {
        Accumulate(candidate);
        _heap.Clear();
        foreach (int item in _touched.AsSpan(0, _touchedCount))
        {
            if (item != candidate && _sums[item].Common >= p.MinCommonUsers
                && scorer.Score(candidate, item, _sums[item]) is var score && !double.IsNaN(score))
                _heap.Offer(new Neighbour(item, _sums[item].Common, Math.Round(score, PairSimilarity.Decimals), 0, 0));
            _sums[item] = default;
        }
        return _heap.TakeSorted();
    }

    // Users ascend, so every sum has one order of additions.
    private void Accumulate(int candidate)
    {
        _touchedCount = 0;
        int first = values.ItemUser.Offsets[candidate];
        var users = values.ItemUser.RowIndices(candidate);
        for (int at = 0; at < users.Length; at++)
        {
            int cell = values.UserItem.Offsets[users[at]];
            foreach (int item in values.UserItem.RowIndices(users[at]))
            {
                if (_sums[item].Common == 0)
                    _touched[_touchedCount++] = item;
                _sums[item].Add(values.ByItem[first + at], values.ByUser[cell++]);
            }
        }
    }
}

/// <summary>What one pass over the common users of two items adds up: x are the candidate's values, y the other item's.</summary>
internal struct PairSums
{
    public int Common;
    public double X, Y, XX, YY, XY;

    public void Add(double x, double y)
    {
        Common++;
        X += x;
        Y += y;
        XX += x * x;
        YY += y * y;
        XY += x * y;
    }
}

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
