using System.Buffers.Binary;
using RecPipeline.Formats.Arrow.Flat;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes the frame around metadata and body.</summary>
internal static class MessageEncoder
{
    /// <summary>Version V5 in the numbering of MetadataVersion.</summary>
    private const short Version5 = 4;

    /// <summary>The message table, whose header is still to be written.</summary>
    public static FlatTableDraft Begin(FlatWriter writer, MessageType type, long bodyBytes)
    {
        var table = writer.Table(link: 0, 2, 1, 4, 8);
        table.Put(MessageFields.Version, Version5);
        table.Put(MessageFields.HeaderType, (byte)type);
        table.Put(MessageFields.BodyLength, bodyBytes);
        return table;
    }

    /// <summary>Continuation marker, length, metadata. The writer of metadata has padded it to a multiple of 8 bytes.</summary>
    public static void Write(OutputBlock output, ReadOnlySpan<byte> metadata)
    {
        WritePrefix(output, metadata.Length);
        output.Write(metadata);
    }

    public static void WriteEnd(OutputBlock output) => WritePrefix(output, 0);

    private static void WritePrefix(OutputBlock output, int length)
    {
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, -1);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[4..], length);
        output.Write(prefix);
    }
}
