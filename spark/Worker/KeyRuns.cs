using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>Compares key values of rows; null equals null, as in Spark's GROUP BY.</summary>
internal static class KeyRuns
{
    /// <summary>The first row after <paramref name="start"/> whose keys differ, or the number of rows.</summary>
    public static int End(RecordBatch batch, int start, IReadOnlyList<string> keys)
    {
        int end = batch.RowCount;
        foreach (string key in keys)
            end = Math.Min(end, End(batch[key], start, end));
        return end;
    }

    public static bool Same(RecordBatch left, int leftRow, RecordBatch right, int rightRow, IReadOnlyList<string> keys) =>
        keys.All(key => Same(left[key], leftRow, right[key], rightRow));

    // Integers without nulls are the usual key, and a span finds their end many values at a time.
    private static int End(Column column, int start, int limit)
    {
        switch (column)
        {
            case Column<int> { HasNulls: false } numbers:
                return EndOfRun(numbers.Values[start..limit], start);
            case Column<long> { HasNulls: false } numbers:
                return EndOfRun(numbers.Values[start..limit], start);
            default:
                int end = start + 1;
                while (end < limit && Same(column, start, column, end))
                    end++;
                return end;
        }
    }

    private static int EndOfRun<T>(ReadOnlySpan<T> values, int start)
        where T : IEquatable<T> => values.IndexOfAnyExcept(values[0]) is var other and >= 0 ? start + other : start + values.Length;

    private static bool Same(Column left, int leftRow, Column right, int rightRow)
    {
        bool isNull = left.IsNull(leftRow);
        if (isNull || right.IsNull(rightRow))
            return isNull && right.IsNull(rightRow);
        return (left, right) switch
        {
            (BytesColumn first, BytesColumn second) => first.Value(leftRow).SequenceEqual(second.Value(rightRow)),
            (FixedWidthColumn first, FixedWidthColumn second) => Bytes(first, leftRow).SequenceEqual(Bytes(second, rightRow)),
            _ => throw new NotSupportedException($"A {left.Type} cannot be a grouping key; group by numbers, strings, dates or booleans."),
        };
    }

    private static ReadOnlySpan<byte> Bytes(FixedWidthColumn column, int row)
    {
        var bytes = column.ValueBytes;
        int width = bytes.Length / column.Length;
        return bytes.Slice(row * width, width);
    }
}
