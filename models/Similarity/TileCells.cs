using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>Some items with all their cells, users and items numbered anew in the order of their indices.</summary>
/// <param name="Items">Index of each column, ascending.</param>
/// <param name="Matrix">[users of these items × items].</param>
/// <example>Cells (user 7, item 4) and (user 9, item 2): Items 2 4, Matrix rows {1}, {0}.</example>
public sealed record TileCells(int[] Items, SparseMatrix Matrix)
{
    /// <summary>From cells in order of user, then item.</summary>
    /// <exception cref="ArgumentException">They are in another order, or a cell occurs twice.</exception>
    public static TileCells Of(ReadOnlySpan<int> user, ReadOnlySpan<int> item, ReadOnlySpan<float> value)
    {
        int[] items = [.. item.ToArray().Distinct().Order()];
        var (offsets, indices) = (new List<int>(), new int[item.Length]);
        for (int cell = 0; cell < item.Length; cell++)
        {
            if (cell == 0 || user[cell] != user[cell - 1])
                offsets.Add(cell);
            if (cell > 0 && user[cell] < user[cell - 1])
                throw new ArgumentException(
                    $"User {user[cell]} comes after user {user[cell - 1]}; cells must be in order of user, then item.", nameof(user));
            indices[cell] = Array.BinarySearch(items, item[cell]);
        }
        offsets.Add(item.Length);
        return new TileCells(items, new SparseMatrix(items.Length, [.. offsets], indices, value.ToArray()));
    }
}
