using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Reads the fields of a schema message.</summary>
/// <remarks>
/// A flatbuffer may point at one table or name from many places, so a small damaged message can describe a huge tree.
/// Fields and names are therefore counted against what the message could hold if nothing were shared.
/// </remarks>
internal sealed class SchemaDecoder
{
    public const int MaxDepth = 64;

    private readonly MessageSite _site;
    private readonly int _metadataBytes;
    private int _fieldsLeft;
    private int _nameBytesLeft;

    private SchemaDecoder(Message message)
    {
        (_site, _metadataBytes) = (message.Site, message.Metadata.Length);
        // A field takes at least its offset, its table with a vtable offset, and the offset of its type.
        (_fieldsLeft, _nameBytesLeft) = (_metadataBytes / 12, _metadataBytes);
    }

    public static IReadOnlyList<ArrowField> Decode(Message message)
    {
        var schema = message.Header;
        if (schema.Number<short>(SchemaFields.Endianness, 0) != 0)
            throw message.Site.Unsupported(null, "big-endian numbers", "Write the stream on a little-endian machine.");
        return new SchemaDecoder(message).Fields(schema.Vector(SchemaFields.Fields, "fields", 4), null, 0);
    }

    private ArrowField[] Fields(FlatVector tables, FieldPath? parent, int depth)
    {
        if (depth > MaxDepth)
            throw _site.Unsupported(parent, $"types nested more than {MaxDepth} deep", "Flatten the column.");
        if (tables.Count > _fieldsLeft)
            throw _site.Damaged(null, $"{tables.Count:N0} more fields", $"{_metadataBytes:N0} bytes of metadata cannot hold them");
        _fieldsLeft -= tables.Count;
        var fields = new ArrowField[tables.Count];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = Field(tables.Table(i), parent, depth);
        return fields;
    }

    private ArrowField Field(FlatTable table, FieldPath? parent, int depth)
    {
        string name = table.Has(FieldFields.Name) ? table.Text(FieldFields.Name, "field name") : "";
        _nameBytesLeft -= name.Length;
        if (_nameBytesLeft < 0)
            throw _site.Damaged(null, "names longer than the metadata", $"the metadata has {_metadataBytes:N0} bytes");
        var path = new FieldPath(parent, name);
        if (table.Has(FieldFields.Dictionary))
            throw _site.Unsupported(path, "dictionary encoding", "Write the column plainly.");
        var id = (ArrowTypeId)table.Number<byte>(FieldFields.TypeId, 0);
        var children = Fields(table.Vector(FieldFields.Children, "children", 4), path, depth + 1);
        var type = TypeDecoder.Decode(id, table, path, children);
        bool nullable = table.Number<byte>(FieldFields.Nullable, 0) != 0 || type == DataType.Null;
        bool large = id is ArrowTypeId.LargeUtf8 or ArrowTypeId.LargeBinary or ArrowTypeId.LargeList;
        return new ArrowField(path, new Field(name, type, nullable), large, children);
    }
}
