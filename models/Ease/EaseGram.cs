using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Ease;

/// <summary>
/// XᵀX of the known items, the upper triangle: Σ over users x_ui · x_uj, users ascending, in float32 (exact for counts below 2²⁴).
/// </summary>
internal static class EaseGram
{
    private const int ChunkItems = 16;

    /// <returns>[known × known], zeros below the diagonal. Cost: half of Σ over users of (rows of the user)².</returns>
    public static float[] Of(SparseMatrix userItem, SparseMatrix itemUser, int[] knownItems, int threads, CancellationToken cancellation)
    {
        int known = knownItems.Length;
        var gram = new float[known * known];
        var places = EaseModel.PlacesOf(userItem.Columns, knownItems);
        RowChunks.Run(known, ChunkItems, threads, (first, end) =>
        {
            for (int place = first; place < end; place++)
                AddItem(userItem, itemUser, knownItems[place], places, gram.AsSpan(place * known, known));
        }, cancellation);
        return gram;
    }

    private static void AddItem(SparseMatrix userItem, SparseMatrix itemUser, int item, int[] places, Span<float> row)
    {
        var users = itemUser.RowIndices(item);
        for (int k = 0; k < users.Length; k++)
        {
            var items = userItem.RowIndices(users[k]);
            var values = userItem.RowValues(users[k]);
            float value = itemUser.RowValues(item)[k];
            for (int at = items.BinarySearch(item); at < items.Length; at++)
                row[places[items[at]]] += value * values[at];
        }
    }
}
