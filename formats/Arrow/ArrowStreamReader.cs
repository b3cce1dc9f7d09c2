using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Reads an Arrow IPC stream: its schema, then its record batches.</summary>
/// <remarks>
/// Columns view the bytes of their message (a stream's are read into a new array per message), so a batch stays readable as long as someone
/// holds it. Copied are only booleans (a byte each here), 64-bit offsets, and values at an odd address. Every declared number is checked against
/// the bytes that are really there before anything is set aside for it. What is supported is listed in docs/formats.md.
/// Source: Apache Arrow columnar format 1.5, chapter "Serialization and interprocess communication".
/// </remarks>
public sealed class ArrowStreamReader
{
    private readonly MessageReader _messages;
    private readonly IReadOnlyList<ArrowField> _fields;

    /// <summary>Reads the schema of the stream that starts at the stream's position.</summary>
    /// <param name="stream">Read to the end marker and no further; not closed here.</param>
    /// <param name="name">What messages call it: a path or a peer.</param>
    /// <exception cref="ArrowFormatException">It is no Arrow stream, is damaged, or has a type that is not supported.</exception>
    public ArrowStreamReader(Stream stream, string name)
        : this(new StreamSource(stream ?? throw new ArgumentNullException(nameof(stream))), name)
    {
    }

    /// <summary>The same over bytes in memory, which must not change while batches are in use.</summary>
    /// <exception cref="ArrowFormatException">They are no Arrow stream, are damaged, or have a type that is not supported.</exception>
    public ArrowStreamReader(ReadOnlyMemory<byte> bytes, string name)
        : this(new MemorySource(bytes), name)
    {
    }

    private ArrowStreamReader(ByteSource source, string name)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Arrow streams are read as they lie in memory, which needs a little-endian processor.");
        _messages = new MessageReader(source, name);
        _fields = SchemaDecoder.Decode(SchemaMessage(name));
        Schema = new FieldList([.. _fields.Select(field => field.Field)]);
    }

    /// <summary>Names and types. List elements are called <c>element</c>, whatever the writer called them.</summary>
    public FieldList Schema { get; }

    /// <summary>Bytes taken so far; after the last batch, where the bytes that follow the stream begin.</summary>
    public long Position => _messages.Position;

    /// <summary>The next batch, or null at the end of the stream.</summary>
    /// <exception cref="ArrowFormatException">The message is damaged, or needs something that is not supported.</exception>
    public RecordBatch? Next()
    {
        if (_messages.Next("a record batch") is not { } message)
            return null;
        return message.Type switch
        {
            MessageType.RecordBatch => RecordBatchDecoder.Decode(message, Schema, _fields),
            MessageType.DictionaryBatch => throw message.Site.Unsupported(null, "a dictionary batch", "Write the columns plainly."),
            _ => throw message.Site.Damaged(null, $"a message of type {message.Type}", "record batches follow the schema"),
        };
    }

    /// <summary>The batches that are left, one at a time.</summary>
    public IEnumerable<RecordBatch> Batches()
    {
        while (Next() is { } batch)
            yield return batch;
    }

    private Message SchemaMessage(string name)
    {
        var message = _messages.Next("the schema")
            ?? throw new MessageSite(name, 0, 0, "the schema").NoStream("the end of the stream", "a schema comes first", "Check that its writer finished.");
        if (message.Type != MessageType.Schema || message.Body.Length > 0)
            throw message.Site.Damaged(null, $"a message of type {message.Type} with a body of {message.Body.Length:N0} bytes", "a schema without a body comes first");
        return message;
    }
}
