using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Ease;

/// <summary>The search of lambda: powers of two around what is set, fitted on the likes of the most liked items alone.</summary>
/// <remarks>
/// A fit costs the cube of its items, so all points together cost at most a tenth of the fit of n items where they have m of them with
/// points · m³ ≤ n³ / 10: of 5501 items 1276. Up to 1000 items are always taken: a third of 10⁹ multiplications and additions each.
/// </remarks>
internal static class EaseSelfTuning
{
    private const int LeastItems = 1000;
    private const double Share = 0.1;

    private static readonly double[] Factors = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16];

    /// <summary>Null where nobody likes anything.</summary>
    public static SelfTuning? Of(TrainingData data, EaseOptions options)
    {
        int[] likes = new int[data.Items];
        foreach (int item in data.Liked.Indices)
            likes[item]++;
        int[] items = MostLiked(likes);
        return items.Length == 0 ? null : new SelfTuning(
            new TrainingData(Of(data.LikedValues, items), data.LikedThreshold),
            [.. Factors.Select(factor => Point(options, Math.Clamp(options.Lambda * factor, 1e-3, 1e9)))]);
    }

    private static TuningPoint Point(EaseOptions options, double lambda) =>
        new(options with { Lambda = lambda }, new Dictionary<string, double> { ["lambda"] = lambda });

    /// <summary>How many of n liked items the points are fitted on.</summary>
    internal static int Items(int liked) =>
        Math.Min(liked, Math.Max(LeastItems, (int)(liked * Math.Cbrt(Share / Factors.Length))));

    // Of equally liked ones the first.
    private static int[] MostLiked(int[] likes)
    {
        int[] order = [.. Enumerable.Range(0, likes.Length).Where(item => likes[item] > 0).OrderByDescending(item => likes[item])];
        return order[..Items(order.Length)];
    }

    // The same users and items, with the rows of these items alone.
    private static SparseMatrix Of(SparseMatrix matrix, int[] items)
    {
        var isTaken = new bool[matrix.Columns];
        foreach (int item in items)
            isTaken[item] = true;
        var (offsets, indices, values) = (new int[matrix.Rows + 1], new List<int>(), new List<float>());
        for (int row = 0; row < matrix.Rows; row++)
        {
            var (columns, ratings) = (matrix.RowIndices(row).ToArray(), matrix.RowValues(row).ToArray());
            for (int at = 0; at < columns.Length; at++)
                if (isTaken[columns[at]])
                {
                    indices.Add(columns[at]);
                    values.Add(ratings[at]);
                }
            offsets[row + 1] = indices.Count;
        }
        return new SparseMatrix(matrix.Columns, offsets, [.. indices], [.. values]);
    }
}
