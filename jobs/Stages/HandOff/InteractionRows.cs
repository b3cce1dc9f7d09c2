using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>Users as rows of a hand-off file: <c>user_index</c>, <c>items</c>, <c>values</c>, <c>targets</c>, <c>seen</c>.</summary>
/// <param name="schema">Those columns.</param>
/// <param name="input">[users × items].</param>
/// <param name="targets">[users × items], or null for none.</param>
/// <param name="seen">[users × items] of which only what is no input is written, or null for none.</param>
internal sealed class InteractionRows(FieldList schema, SparseMatrix input, SparseMatrix? targets, SparseMatrix? seen)
{
    public RecordBatch Of(ReadOnlySpan<int> users)
    {
        int[] offsets = Offsets(input, users);
        return new RecordBatch(
            schema,
            Columns.Int32(users.ToArray()),
            Columns.Lists(offsets, Columns.Int32(Items(input, users, offsets))),
            Columns.Lists(offsets, Columns.Float32(Values(users, offsets))),
            targets is null ? Empty(users.Length) : Lists(targets, users),
            seen is null ? Empty(users.Length) : Except(seen, users));
    }

    private static int[] Offsets(SparseMatrix matrix, ReadOnlySpan<int> users)
    {
        var offsets = new int[users.Length + 1];
        for (int i = 0; i < users.Length; i++)
            offsets[i + 1] = checked(offsets[i] + matrix.RowCount(users[i]));
        return offsets;
    }

    private static int[] Items(SparseMatrix matrix, ReadOnlySpan<int> users, int[] offsets)
    {
        var items = new int[offsets[^1]];
        for (int i = 0; i < users.Length; i++)
            matrix.RowIndices(users[i]).CopyTo(items.AsSpan(offsets[i]));
        return items;
    }

    private float[] Values(ReadOnlySpan<int> users, int[] offsets)
    {
        var values = new float[offsets[^1]];
        for (int i = 0; i < users.Length; i++)
            input.RowValues(users[i]).CopyTo(values.AsSpan(offsets[i]));
        return values;
    }

    private static ListColumn Lists(SparseMatrix matrix, ReadOnlySpan<int> users)
    {
        int[] offsets = Offsets(matrix, users);
        return Columns.Lists(offsets, Columns.Int32(Items(matrix, users, offsets)));
    }

    private ListColumn Except(SparseMatrix matrix, ReadOnlySpan<int> users)
    {
        var offsets = new int[users.Length + 1];
        var items = new int[Offsets(matrix, users)[^1]];
        for (int i = 0; i < users.Length; i++)
            offsets[i + 1] = offsets[i] + Except(matrix.RowIndices(users[i]), input.RowIndices(users[i]), items.AsSpan(offsets[i]));
        return Columns.Lists(offsets, Columns.Int32(items.AsSpan(0, offsets[^1]).ToArray()));
    }

    // Both ascend.
    private static int Except(ReadOnlySpan<int> items, ReadOnlySpan<int> known, Span<int> left)
    {
        var (count, at) = (0, 0);
        foreach (int item in items)
        {
            while (at < known.Length && known[at] < item)
                at++;
            if (at == known.Length || known[at] != item)
                left[count++] = item;
        }
        return count;
    }

    private static ListColumn Empty(int rows) => Columns.Lists(new int[rows + 1], Columns.Int32([]));
}
