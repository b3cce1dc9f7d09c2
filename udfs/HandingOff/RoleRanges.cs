using RecPipeline.Formats.Columns;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs.HandingOff;

/// <summary>Consecutive users and their rows by role.</summary>
/// <param name="First">Index of the user in row 0 of every matrix.</param>
/// <param name="Items">Size of the catalogue.</param>
/// <param name="User">[cells] user less <paramref name="First"/>, ascending.</param>
/// <param name="Item">[cells] ascending within a user and role.</param>
/// <param name="Rating">[cells]</param>
/// <param name="Role">[cells]</param>
public sealed record RoleRange(int First, int Items, int[] User, int[] Item, float[] Rating, RowRole[] Role)
{
    /// <summary>[users of the range × items] all cells, where no cell has two roles.</summary>
    public SparseMatrix All => SparseMatrix.FromTriples(User[^1] + 1, Items, User, Item, Rating);

    /// <summary>[users of the range × items] the cells of one role.</summary>
    public SparseMatrix With(RowRole role)
    {
        int[] cells = [.. Enumerable.Range(0, Role.Length).Where(cell => Role[cell] == role)];
        return SparseMatrix.FromTriples(User[^1] + 1, Items, Pick(User, cells), Pick(Item, cells), Pick(Rating, cells));
    }

    private static T[] Pick<T>(T[] values, int[] cells) => Array.ConvertAll(cells, cell => values[cell]);
}

/// <summary>Cuts a partition of whole users into ranges, so that what a task holds does not grow with the number of users.</summary>
public static class RoleRanges
{
    /// <param name="batches">user_index, item_index, rating and role (a <see cref="RowRole"/>), sorted by user and item.</param>
    /// <param name="items">Size of the catalogue.</param>
    /// <param name="most">Most user indices that a range spans.</param>
    public static IEnumerable<RoleRange> Of(IEnumerable<RecordBatch> batches, int items, int most)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return UserCuts.Of(batches, most).Select(batch => Range(batch, items));
    }

    private static RoleRange Range(RecordBatch batch, int items)
    {
        int first = batch.Values<int>("user_index")[0];
        return new RoleRange(
            first,
            items,
            [.. batch.Values<int>("user_index").ToArray().Select(user => user - first)],
            batch.Values<int>("item_index").ToArray(),
            batch.Values<float>("rating").ToArray(),
            [.. batch.Values<int>("role").ToArray().Select(role => (RowRole)role)]);
    }
}
