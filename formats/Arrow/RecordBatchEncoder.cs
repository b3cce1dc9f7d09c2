using RecPipeline.Formats.Arrow.Flat;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes the metadata of a record batch message from the layout of its body.</summary>
internal static class RecordBatchEncoder
{
    public static ReadOnlyMemory<byte> Encode(int rows, BodyLayout layout)
    {
        var writer = new FlatWriter();
        var message = MessageEncoder.Begin(writer, MessageType.RecordBatch, layout.Bytes);
        var table = writer.Table(message.Link(MessageFields.Header), 8, 4, 4);
        table.Put(RecordBatchFields.Length, (long)rows);
        Pairs(writer, table.Link(RecordBatchFields.Nodes), [.. layout.Nodes.Select(node => ((long)node.Rows, (long)node.Nulls))]);
        Pairs(writer, table.Link(RecordBatchFields.Buffers), [.. layout.Buffers.Select(buffer => (buffer.Offset, buffer.Bytes))]);
        return writer.Finish();
    }

    // Nodes and buffers both are structs of two 64-bit numbers.
    private static void Pairs(FlatWriter writer, int link, (long First, long Second)[] pairs)
    {
        int at = writer.Vector(link, pairs.Length, 16);
        foreach (var (first, second) in pairs)
        {
            writer.Put(at, first);
            writer.Put(at + 8, second);
            at += 16;
        }
    }
}
