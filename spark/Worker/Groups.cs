using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>Cuts batches that are sorted by key columns into groups, and calls a function with each.</summary>
internal static class Groups
{
    public static IEnumerable<RecordBatch> Call(
        GroupFunction function, IEnumerable<RecordBatch> batches, IReadOnlyList<string> keys, TaskContext context) =>
        Cut(batches, keys).SelectMany(group => function(group, context));

    /// <summary>One batch per run of rows with equal keys, also where a run crosses batches. Holds one group in memory.</summary>
    public static IEnumerable<RecordBatch> Cut(IEnumerable<RecordBatch> batches, IReadOnlyList<string> keys)
    {
        var group = new List<RecordBatch>();
        foreach (var batch in batches)
        {
            for (int start = 0; start < batch.RowCount;)
            {
                if (group.Count > 0 && !KeyRuns.Same(group[^1], group[^1].RowCount - 1, batch, start, keys))
                    yield return Joined(group);
                int end = KeyRuns.End(batch, start, keys);
                group.Add(batch.Slice(start, end - start));
                start = end;
            }
        }
        if (group.Count > 0)
            yield return Joined(group);
    }

    private static RecordBatch Joined(List<RecordBatch> parts)
    {
        var joined = Concatenation.Concat(parts[0].Schema, [.. parts]);
        parts.Clear();
        return joined;
    }
}
