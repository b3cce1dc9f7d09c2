using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Tuning;

/// <summary>Training rows of some users.</summary>
internal static class TrainingShare
{
    /// <param name="data">Of all users.</param>
    /// <param name="users">Whose rows are taken, ascending; row i of the result is that of the i-th of them.</param>
    /// <param name="takes">Says of a user and an item whether the row is taken; null takes all.</param>
    public static TrainingData Of(TrainingData data, int[] users, Func<int, int, bool>? takes = null)
    {
        var (offsets, indices, values, times) = (new int[users.Length + 1], new List<int>(), new List<float>(), new List<long>());
        for (int row = 0; row < users.Length; row++)
        {
            var items = data.Ratings.RowIndices(users[row]);
            var ratings = data.Ratings.RowValues(users[row]);
            int first = data.Ratings.Offsets[users[row]];
            for (int at = 0; at < items.Length; at++)
                if (takes is null || takes(users[row], items[at]))
                {
                    indices.Add(items[at]);
                    values.Add(ratings[at]);
                    if (data.Timestamps is { } all)
                        times.Add(all[first + at]);
                }
            offsets[row + 1] = indices.Count;
        }
        return new TrainingData(new SparseMatrix(data.Items, offsets, [.. indices], [.. values]), data.LikedThreshold)
        {
            Timestamps = data.Timestamps is null ? null : [.. times],
            ItemFeatures = data.ItemFeatures,
        };
    }

    /// <summary>The users with a row, ascending.</summary>
    public static int[] Users(SparseMatrix ratings) =>
        [.. Enumerable.Range(0, ratings.Rows).Where(user => ratings.RowCount(user) > 0)];
}
