using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes the metadata of a schema message.</summary>
internal static class SchemaEncoder
{
    public static ReadOnlyMemory<byte> Encode(FieldList schema)
    {
        var writer = new FlatWriter();
        var message = MessageEncoder.Begin(writer, MessageType.Schema, bodyBytes: 0);
        // Schema: endianness (0 = little, also when left out), fields.
        var table = writer.Table(message.Link(MessageFields.Header), 0, 4);
        Fields(writer, table.Link(SchemaFields.Fields), schema);
        return writer.Finish();
    }

    private static void Fields(FlatWriter writer, int link, IReadOnlyList<Field> fields)
    {
        int first = writer.Vector(link, fields.Count, 4);
        for (int i = 0; i < fields.Count; i++)
            Field(writer, first + (4 * i), fields[i]);
    }

    // Children are always written, even when there are none: Java's reader asks for them.
    private static void Field(FlatWriter writer, int link, Field field)
    {
        var table = writer.Table(link, 4, 1, 1, 4, 0, 4);
        table.Put(FieldFields.Nullable, (byte)(field.Nullable ? 1 : 0));
        table.Put(FieldFields.TypeId, (byte)TypeEncoder.Id(field.Type));
        writer.Text(table.Link(FieldFields.Name), field.Name);
        TypeEncoder.Encode(writer, table.Link(FieldFields.Type), field.Type);
        Fields(writer, table.Link(FieldFields.Children), Children(field.Type));
    }

    private static IReadOnlyList<Field> Children(DataType type) => type switch
    {
        ListType list => [list.Element],
        StructType structs => structs.Fields,
        _ => [],
    };
}
