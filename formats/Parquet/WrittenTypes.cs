using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>The types that tables of ours have, and what is asked of their columns.</summary>
internal static class WrittenTypes
{
    /// <exception cref="ArgumentException">A column is of another type; the message names it.</exception>
    public static void Check(FieldList schema)
    {
        foreach (var field in schema)
            Check(field, field.Name);
    }

    /// <summary>Bytes that the rows take in memory, for cutting row groups.</summary>
    public static long Bytes(Column column, int start, int count) => column switch
    {
        FixedWidthColumn => (long)count * ScalarTypes.Bytes(column.Type),
        BytesColumn bytes => bytes.Offsets[start + count] - bytes.Offsets[start] + 4L * count,
        ListColumn lists => 4L * count + Bytes(lists.Elements, lists.Offsets[start], lists.Offsets[start + count] - lists.Offsets[start]),
        StructColumn structs => structs.Children.Sum(child => Bytes(child, start, count)),
        _ => 0,
    };

    /// <exception cref="ArgumentException">A null where the field allows none; the message names the field and the row.</exception>
    public static void CheckNulls(Field field, Column column)
    {
        if (!field.Nullable && FirstNull(column) is var row and >= 0)
            throw new ArgumentException($"'{field.Name}' has a null in row {row}, the file's schema allows none.", nameof(column));
        switch (column)
        {
            case ListColumn lists when !lists.HasNulls:
                CheckNulls(((ListType)field.Type).Element, lists.Elements.Slice(lists.Offsets[0], lists.Offsets[^1] - lists.Offsets[0]));
                break;
            case StructColumn structs when !structs.HasNulls:
                for (int i = 0; i < structs.Children.Count; i++)
                    CheckNulls(((StructType)field.Type).Fields[i], structs.Children[i]);
                break;
        }
    }

    private static void Check(Field field, string path)
    {
        switch (field.Type)
        {
            case ScalarType { Kind: <= ScalarKind.Binary }:
                break;
            case ListType list:
                Check(list.Element, $"{path}.element");
                break;
            case StructType { Fields.Count: > 0 } structs:
                foreach (var member in structs.Fields)
                    Check(member, $"{path}.{member.Name}");
                break;
            default:
                throw new ArgumentException($"Column '{path}' of type {field.Type} cannot be written to Parquet.", nameof(field));
        }
    }

    private static int FirstNull(Column column)
    {
        for (int row = 0; column.HasNulls && row < column.Length; row++)
            if (column.IsNull(row))
                return row;
        return -1;
    }
}
