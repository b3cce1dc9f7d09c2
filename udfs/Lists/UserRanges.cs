using RecPipeline.Formats.Columns;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Udfs.Lists;

/// <summary>Consecutive users and their ratings, as rows of a matrix.</summary>
/// <param name="First">Index of the user in row 0.</param>
/// <param name="Ratings">[users of the range × items].</param>
/// <param name="Times">Seconds since 1970 of each cell; null where the rows have none.</param>
public sealed record UserRange(int First, SparseMatrix Ratings, long[]? Times);

/// <summary>Cuts a partition of whole users, sorted by user and item, into ranges:
/// what a task holds does not grow with the number of users.</summary>
public static class UserRanges
{
    /// <param name="batches">user_index, item_index, rating, and timestamp where models read times; by user, then item.</param>
    /// <param name="items">Size of the catalogue.</param>
    /// <param name="most">Most users of a range.</param>
    public static IEnumerable<UserRange> Of(IEnumerable<RecordBatch> batches, int items, int most)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return UserCuts.Of(batches, most).Select(batch => Range(batch, items));
    }

    private static UserRange Range(RecordBatch batch, int items)
    {
        int first = batch.Values<int>("user_index")[0];
        int[] users = [.. batch.Values<int>("user_index").ToArray().Select(user => user - first)];
        return new UserRange(
            first, SparseMatrix.FromTriples(users[^1] + 1, items, users, batch.Values<int>("item_index"), batch.Values<float>("rating")),
            batch.Schema.IndexOf("timestamp") < 0 ? null : batch.Values<long>("timestamp").ToArray());
    }
}
