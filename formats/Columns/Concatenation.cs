namespace RecPipeline.Formats.Columns;

/// <summary>Joins the batches of a table into one, for tables that a stage holds whole in memory.</summary>
public static class Concatenation
{
    /// <summary>One batch with the rows of all, in order. A single batch is returned as it is.</summary>
    /// <exception cref="OverflowException">More than 2³¹ − 1 rows, list elements or string bytes.</exception>
    public static RecordBatch Concat(FieldList schema, IReadOnlyList<RecordBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Count == 1)
            return batches[0];
        return new RecordBatch(schema, [.. schema.Select((field, i) => Join(field.Type, [.. batches.Select(batch => batch.Columns[i])]))]);
    }

    private static Column Join(DataType type, Column[] parts) => type switch
    {
        ScalarType { Kind: ScalarKind.Utf8 } => JoinStrings([.. parts.Cast<StringColumn>()]),
        ScalarType { Kind: ScalarKind.Boolean } => JoinFixed<bool>(type, parts),
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 } => JoinFixed<int>(type, parts),
        ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros } => JoinFixed<long>(type, parts),
        ScalarType { Kind: ScalarKind.Float32 } => JoinFixed<float>(type, parts),
        ScalarType { Kind: ScalarKind.Float64 } => JoinFixed<double>(type, parts),
        ListType list => JoinLists(list, [.. parts.Cast<ListColumn>()]),
        StructType structs => JoinStructs(structs, [.. parts.Cast<StructColumn>()]),
        _ => throw new NotSupportedException($"Columns of type {type} cannot be joined."),
    };

    private static Column<T> JoinFixed<T>(DataType type, Column[] parts)
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

    private static StringColumn JoinStrings(StringColumn[] parts)
    {
        var offsets = JoinOffsets(parts, part => ((StringColumn)part).Offsets);
        var bytes = new byte[offsets[^1]];
        int at = 0;
        foreach (var part in parts)
        {
            var content = part.Bytes[part.Offsets[0]..part.Offsets[^1]];
            content.CopyTo(bytes.AsSpan(at));
            at += content.Length;
        }
        return new StringColumn(offsets, bytes, JoinValidity(parts));
    }

    private static ListColumn JoinLists(ListType type, ListColumn[] parts)
    {
        var offsets = JoinOffsets(parts, part => ((ListColumn)part).Offsets);
        if (parts.Any(part => part.Offsets[0] != 0 || part.Offsets[^1] != part.Elements.Length))
            throw new ArgumentException("List columns are joined only when their offsets cover all elements.", nameof(parts));
        return new ListColumn(type, offsets, Join(type.Element.Type, [.. parts.Select(part => part.Elements)]), JoinValidity(parts));
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
