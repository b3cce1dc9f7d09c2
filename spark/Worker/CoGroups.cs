using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>
/// Groups of two tables that travel as one: key columns, a side (0 left, 1 right),
/// and each table's columns as a struct that is null on the other side.
/// </summary>
/// <remarks>Rows are sorted by the keys and the side, so a group's left rows stand before its right rows.</remarks>
internal static class CoGroups
{
    public const string Side = "__side";
    public const string Left = "__left";
    public const string Right = "__right";

    /// <summary>What the i-th key is called on the way.</summary>
    public static string Key(int i) => $"__key{i}";

    public static IEnumerable<RecordBatch> Call(
        CoGroupFunction function, IEnumerable<RecordBatch> batches, IReadOnlyList<string> keys, TaskContext context)
    {
        string[] names = [.. keys.Select((_, i) => Key(i))];
        foreach (var group in Groups.Cut(batches, names))
        {
            int middle = group.Values<int>(Side).IndexOf(1) is var first and >= 0 ? first : group.RowCount;
            foreach (var batch in function(Part(group, Left, 0, middle), Part(group, Right, middle, group.RowCount), context))
                yield return batch;
        }
    }

    private static RecordBatch Part(RecordBatch group, string name, int start, int end) =>
        group[name].Slice(start, end - start) is StructColumn rows
            ? RecordBatch.Of(rows)
            : throw new InvalidDataException($"Column '{name}' of a group of two tables is {group[name].Type}, expected a struct.");
}
