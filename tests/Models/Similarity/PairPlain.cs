using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Tests.Similarity;

/// <summary>The measures by their definitions, one pair at a time: means, differences and sums as the formulas say. For tests.</summary>
public static class PairPlain
{
    /// <summary>The similarity of two items over raw ratings, NaN where it is undefined.</summary>
    /// <param name="itemUser">[items × users] ratings.</param>
    /// <param name="userMeans">[users] mean of all ratings of the user.</param>
    public static double Score(SparseMatrix itemUser, double[] userMeans, int left, int right, SimilarityMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(itemUser);
        ArgumentNullException.ThrowIfNull(userMeans);
        var (a, b) = (Ratings(itemUser, left), Ratings(itemUser, right));
        int[] common = [.. a.Keys.Where(b.ContainsKey)];
        if (common.Length == 0)
            return double.NaN;
        double Dot(Func<int, double> x, Func<int, double> y, IEnumerable<int> users) => users.Sum(user => x(user) * y(user));
        double Cosine(Func<int, double> x, Func<int, double> y, IEnumerable<int> usersOfX, IEnumerable<int> usersOfY) =>
            Dot(x, x, usersOfX) is > 0 and var xx && Dot(y, y, usersOfY) is > 0 and var yy
                ? Dot(x, y, common) / Math.Sqrt(xx * yy)
                : double.NaN;
        double CoRated(Func<int, double> x, Func<int, double> y) => Cosine(x, y, common, common);
        var (meanA, meanB, commonA, commonB) = (
            a.Values.Average(), b.Values.Average(), common.Average(user => a[user]), common.Average(user => b[user]));
        return measure switch
        {
            SimilarityMeasure.Cosine => Cosine(user => a[user], user => b[user], a.Keys, b.Keys),
            SimilarityMeasure.CoRated => CoRated(user => a[user], user => b[user]),
            SimilarityMeasure.PearsonItemMean => CoRated(user => a[user] - meanA, user => b[user] - meanB),
            SimilarityMeasure.PearsonCommon => CoRated(user => a[user] - commonA, user => b[user] - commonB),
            SimilarityMeasure.AdjustedCoRated => CoRated(user => a[user] - userMeans[user], user => b[user] - userMeans[user]),
            SimilarityMeasure.AdjustedFull => Cosine(user => a[user] - userMeans[user], user => b[user] - userMeans[user], a.Keys, b.Keys),
            SimilarityMeasure.Jaccard => (double)common.Length / (a.Count + b.Count - common.Length),
            SimilarityMeasure.Msd => 1 / (1 + common.Average(user => (a[user] - b[user]) * (a[user] - b[user]))),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
        };
    }

    private static Dictionary<int, double> Ratings(SparseMatrix itemUser, int item) =>
        itemUser.RowIndices(item).ToArray().Zip(itemUser.RowValues(item).ToArray())
            .ToDictionary(cell => cell.First, cell => (double)cell.Second);
}
