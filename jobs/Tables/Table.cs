using RecPipeline.Formats.Columns;

namespace RecPipeline.Jobs.Tables;

/// <summary>A table's rows in memory, with short ways to its columns.</summary>
public sealed class Table(RecordBatch rows)
{
    public int Rows => rows.RowCount;

    public RecordBatch Batch => rows;

    /// <summary>The column as an array that the caller may keep; values are not copied where the batch owns a whole array.</summary>
    public T[] Array<T>(string name)
        where T : unmanaged
    {
        return ArrayOf(rows[name] as Column<T>
            ?? throw new ArgumentException($"Column '{name}' is {rows[name].Type}, not {typeof(T).Name}.", nameof(name)));
    }

    /// <summary>The values of a column, copied only where they are a part of an array.</summary>
    public static T[] ArrayOf<T>(Column<T> column)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(column);
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(column.Memory, out var segment)
            && segment.Offset == 0 && segment.Array!.Length == segment.Count ? segment.Array : column.Values.ToArray();
    }

    public StringColumn Strings(string name) => (StringColumn)rows[name];

    public ListColumn Lists(string name) => (ListColumn)rows[name];
}
