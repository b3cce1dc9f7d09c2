using RecPipeline.Formats.Arrow.Flat;

namespace RecPipeline.Formats.Arrow;

/// <summary>What a message holds (the specification's union MessageHeader).</summary>
internal enum MessageType : byte
{
    None,
    Schema,
    DictionaryBatch,
    RecordBatch,
    Tensor,
    SparseTensor,
}

/// <summary>One encapsulated message: metadata (a flatbuffer) and the body that it describes.</summary>
internal sealed record Message(MessageSite Site, MessageType Type, ReadOnlyMemory<byte> Metadata, ReadOnlyMemory<byte> Body)
{
    public FlatTable Header => new FlatBuffer(Metadata.Span, Site).Root().Table(MessageFields.Header, "message header");
}

/// <summary>Numbers of the fields of the tables in Message.fbs and Schema.fbs.</summary>
internal static class MessageFields
{
    public const int Version = 0, HeaderType = 1, Header = 2, BodyLength = 3;
}

internal static class SchemaFields
{
    public const int Endianness = 0, Fields = 1;
}

internal static class FieldFields
{
    public const int Name = 0, Nullable = 1, TypeId = 2, Type = 3, Dictionary = 4, Children = 5;
}

internal static class RecordBatchFields
{
    public const int Length = 0, Nodes = 1, Buffers = 2, Compression = 3;
}
