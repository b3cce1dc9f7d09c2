namespace RecPipeline.Formats.Columns;

/// <summary>Joins the batches of a table into one, for tables that a stage holds whole in memory.</summary>
public static class Concatenation
{
    /// <summary>One batch with the rows of all, in order. A single batch is returned as it is.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 rows, list elements or bytes of strings.</exception>
    public static RecordBatch Concat(FieldList schema, IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Count == 1)
            return batches[0];
        int rows = checked((int)batches.Sum(batch => (long)batch.RowCount));
        var columns = schema.Select((field, i) => Join(field.Type, [.. batches.Select(batch => batch.Columns[i])]));
        return new RecordBatch(schema, rows, [.. columns]);
    }

    private static Column Join(DataType type, Column[] parts) => type switch
    {
        _ when ScalarTypes.IsFixedWidth(type) => ScalarTypes.With(type, new FixedWidthJoin(type, parts)),
        ScalarType { Kind: ScalarKind.Utf8 } => JoinBytes(parts, (offsets, bytes, present) => new StringColumn(offsets, bytes, present)),
        ScalarType { Kind: ScalarKind.Binary } => JoinBytes(parts, (offsets, bytes, present) => new BinaryColumn(offsets, bytes, present)),
        ScalarType { Kind: ScalarKind.Null } => new NullColumn(TotalLength(parts)),
        ListType list => JoinLists(list, [.. parts.Cast<ListColumn>()]),
        StructType structs => JoinStructs(structs, [.. parts.Cast<StructColumn>()]),
        _ => throw new NotSupportedException($"Columns of type {type} cannot be joined."),
    };

    private sealed class FixedWidthJoin(DataType type, Column[] parts) : IFixedWidthFunction<Column>
    {
        public Column Apply<T>()
            where T : unmanaged
        {
            var values = new T[TotalLength(parts)];
            int at = 0;
            foreach (var part in parts.Cast<Column<T>>())
            {
                part.Values.CopyTo(values.AsSpan(at));
                at += part.Length;
            }
            return new Column<T>(type, values, JoinValidity(parts));
        }
    }

    private static BytesColumn JoinBytes(Column[] columns, Func<int[], byte[], byte[], BytesColumn> create)
    {
        BytesColumn[] parts = [.. columns.Cast<BytesColumn>()];
        var offsets = JoinOffsets(parts, part => ((BytesColumn)part).Offsets);
        var bytes = new byte[offsets[^1]];
        int at = 0;
        foreach (var part in parts)
        {
            var content = part.Bytes[part.Offsets[0]..part.Offsets[^1]];
            content.CopyTo(bytes.AsSpan(at));
            at += content.Length;
        }
        return create(offsets, bytes, JoinValidity(parts));
    }

    // Lists that came as a slice of others point at a part of their elements only.
    private static ListColumn JoinLists(ListType type, ListColumn[] parts)
    {
        var offsets = JoinOffsets(parts, part => ((ListColumn)part).Offsets);
        var elements = parts.Select(part => part.Elements.Slice(part.Offsets[0], part.Offsets[^1] - part.Offsets[0]));
        return new ListColumn(type, offsets, Join(type.Element.Type, [.. elements]), JoinValidity(parts));
    }

    private static StructColumn JoinStructs(StructType type, StructColumn[] parts) => new(
        type,
        TotalLength(parts),
        [.. type.Fields.Select((field, i) => Join(field.Type, [.. parts.Select(part => part.Children[i])]))],
        JoinValidity(parts));

    private delegate ReadOnlySpan<int> OffsetsOf(Column column);

    private static int[] JoinOffsets(Column[] parts, OffsetsOf offsetsOf)
    {
        var joined = new int[TotalLength(parts) + 1];
        int at = 0;
        foreach (var part in parts)
        {
            var offsets = offsetsOf(part);
            for (int i = 0; i < part.Length; i++, at++)
                joined[at + 1] = checked(joined[at] + offsets[i + 1] - offsets[i]);
        }
        return joined;
    }

    private static byte[] JoinValidity(Column[] parts)
    {
        if (!Array.Exists(parts, part => part.HasNulls))
            return [];
        var (part, row) = (0, 0);
        return Bitmap.Of(TotalLength(parts), _ =>
        {
            while (row == parts[part].Length)
                (part, row) = (part + 1, 0);
            return !parts[part].IsNull(row++);
        });
    }

    private static int TotalLength(Column[] parts) => checked((int)parts.Sum(part => (long)part.Length));
}
