using RecPipeline.Formats.Columns;

namespace RecPipeline.Udfs;

/// <summary>Cuts a partition of whole users, sorted by user, into ranges of users,
/// so that what a task holds does not grow with their number.</summary>
internal static class UserCuts
{
    /// <param name="batches">With a column user_index.</param>
    /// <param name="most">Most user indices that a range spans.</param>
    /// <returns>The same rows, a batch for each range; none is empty.</returns>
    public static IEnumerable<RecordBatch> Of(IEnumerable<RecordBatch> batches, int most)
    {
        var (pieces, first) = (new List<RecordBatch>(), 0);
        foreach (var batch in batches)
        {
            for (int start = 0, end; start < batch.RowCount; start = end)
            {
                int user = batch.Values<int>("user_index")[start];
                if (pieces.Count > 0 && user - first >= most)
                    yield return Take(pieces);
                first = pieces.Count == 0 ? user : first;
                end = End(batch.Values<int>("user_index"), start, first, most);
                pieces.Add(batch.Slice(start, end - start));
            }
        }
        if (pieces.Count > 0)
            yield return Take(pieces);
    }

    private static int End(ReadOnlySpan<int> users, int start, int first, int most)
    {
        int end = start;
        while (end < users.Length && users[end] - first < most)
            end++;
        return end;
    }

    private static RecordBatch Take(List<RecordBatch> pieces)
    {
        var range = Concatenation.Concat(pieces[0].Schema, [.. pieces]);
        pieces.Clear();
        return range;
    }
}
