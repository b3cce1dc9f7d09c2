using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Models.Tests.Support;

/// <summary>The protocol strong_liked on MovieLens latest-small: NDCG@100 of a model that sees a held-out user's history only when it
/// scores.</summary>
internal static class StrongLiked
{
    private const int N = 100;

    /// <summary>Liked training rows of a fold, each counting 1.</summary>
    public static SparseMatrix Train(int fold) => Part(fold, RowRole.Train);

    /// <summary>Mean over the fold's test users; <paramref name="score"/>(history) gives a score for every item.</summary>
    public static double Ndcg(int fold, Func<int[], float[]> score) => Ndcg(fold, (history, _) => score(history));

    /// <summary>The same for models that read histories in order; <paramref name="score"/>(history, times).</summary>
    public static double Ndcg(int fold, Func<int[], long[], float[]> score)
    {
        var (histories, times, targets) = (Part(fold, RowRole.FoldIn), Times(fold, RowRole.FoldIn), Part(fold, RowRole.Test));
        int[] popularity = Counts(Train(fold));
        return Enumerable.Range(0, targets.Rows).Where(user => targets.RowCount(user) > 0).Average(user =>
        {
            int[] history = histories.RowIndices(user).ToArray();
            long[] when = times[histories.Offsets[user]..histories.Offsets[user + 1]];
            return Ndcg(List(score(history, when), history, popularity), targets.RowIndices(user).ToArray());
        });
    }

    /// <summary>Seconds since 1970, one per cell of <see cref="Train"/>.</summary>
    public static long[] TrainTimes(int fold) => Times(fold, RowRole.Train);

    private static SparseMatrix Part(int fold, RowRole role) => Rows(fold, role).ToMatrix().Binary();

    // Rows are sorted by user and item, as the cells of their matrix.
    private static long[] Times(int fold, RowRole role) => Rows(fold, role).Timestamp;

    private static RatingRows Rows(int fold, RowRole role)
    {
        var rows = MovieLens.LatestSmall;
        return rows.With(Splits.Named("strong_liked").Assign(rows, fold, 42), role);
    }

    private static int[] Counts(SparseMatrix train)
    {
        var counts = new int[train.Columns];
        foreach (int item in train.Indices)
            counts[item]++;
        return counts;
    }

    // Items of the training rows less the history: score, then popularity, then item.
    private static int[] List(float[] scores, int[] history, int[] popularity) =>
    [
        .. Enumerable.Range(0, scores.Length).Where(item => popularity[item] > 0).Except(history)
            .OrderByDescending(item => scores[item]).ThenByDescending(item => popularity[item]).ThenBy(item => item).Take(N),
    ];

    private static double Ndcg(int[] list, int[] targets) =>
        Enumerable.Range(0, list.Length).Where(rank => targets.Contains(list[rank]))
            .Sum(Gain) / Enumerable.Range(0, Math.Min(N, targets.Length)).Sum(Gain);

    private static double Gain(int rank) => 1 / Math.Log2(rank + 2);
}
