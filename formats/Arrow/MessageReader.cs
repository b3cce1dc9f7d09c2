using System.Buffers.Binary;
using RecPipeline.Formats.Arrow.Flat;

namespace RecPipeline.Formats.Arrow;

/// <summary>Takes the messages of a stream one after the other, in the form since 0.15 and in the one before it.</summary>
/// <remarks>
/// Source: Arrow columnar format, "Encapsulated message format": FF FF FF FF, int32 metadata length, metadata, body. Before 0.15 the first four
/// bytes were missing. Length 0 ends the stream, and so does its end between two messages. Nothing is read past the end marker.
/// </remarks>
internal sealed class MessageReader(ByteSource source, string name)
{
    private const int Continuation = -1;
    private int _number;
    private bool _ended;

    public long Position => source.Position;

    /// <summary>The next message, or null at the end of the stream.</summary>
    public Message? Next(string part)
    {
        var site = new MessageSite(name, _number, source.Position, part);
        var metadata = _ended ? null : Metadata(site);
        _ended = metadata is null;
        _number++;
        return metadata is { } bytes ? WithBody(site, bytes) : null;
    }

    private ReadOnlyMemory<byte>? Metadata(MessageSite site)
    {
        if (Int32(site, mayEnd: true) is not { } length)
            return null;
        if (length == Continuation)
            length = Int32(site, mayEnd: false)!.Value;
        if (length < 0)
            throw site.Damaged(null, $"a metadata length of {length:N0}", "it is not negative");
        if (length == 0)
            return null;
        return Exactly(length, site);
    }

    private int? Int32(MessageSite site, bool mayEnd)
    {
        var bytes = source.Take(4).Span;
        if (bytes.IsEmpty && mayEnd)
            return null;
        return bytes.Length == 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : throw site.Cut(bytes.Length, 4);
    }

    private ReadOnlyMemory<byte> Exactly(int count, MessageSite site)
    {
        var bytes = source.Take(count);
        if (bytes.Length == count)
            return bytes;
        throw site is { Number: 0, Offset: 0 } ? NotAStream(count, bytes.Span, site) : site.Cut(bytes.Length, count);
    }

    // The first length of a foreign file is four bytes of something else.
    private static ArrowFormatException NotAStream(int length, ReadOnlySpan<byte> rest, MessageSite site) =>
        length == BinaryPrimitives.ReadInt32LittleEndian("ARRO"u8) && rest.StartsWith("W1"u8)
            ? site.NoStream("the Arrow file format (ARROW1)", "an IPC stream is needed", "Write it as a stream.")
            : site.NoStream($"a metadata length of {length:N0} with {rest.Length:N0} bytes after it", "an Arrow IPC stream holds its schema there", "The stream is cut off, or this is no Arrow stream.");

    private Message WithBody(MessageSite site, ReadOnlyMemory<byte> metadata)
    {
        var root = new FlatBuffer(metadata.Span, site).Root();
        CheckVersion(root.Number<short>(MessageFields.Version, 0), site);
        var type = (MessageType)root.Number<byte>(MessageFields.HeaderType, 0);
        long length = root.Number<long>(MessageFields.BodyLength, 0);
        if (length < 0)
            throw site.Damaged(null, $"a body length of {length:N0}", "it is not negative");
        if (length > Array.MaxLength)
            throw site.TooLarge(null, $"a body length of {length:N0}", $"a message has at most {Array.MaxLength:N0} bytes");
        return new Message(site, type, metadata, Body((int)length, site));
    }

    private ReadOnlyMemory<byte> Body(int length, MessageSite site)
    {
        var body = source.Take(length);
        return body.Length == length ? body : throw site.Cut(body.Length, length);
    }

    // V4 and V5 differ in unions only, which are refused anyway.
    private static void CheckVersion(short version, MessageSite site)
    {
        if (version is not (3 or 4))
            throw site.Unsupported(null, $"metadata version V{version + 1}", "Write the stream with Arrow 0.8 or later (V4 or V5).");
    }
}
