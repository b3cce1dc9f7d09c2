using System.Buffers;
using System.Buffers.Binary;
using Apache.Arrow.Memory;

namespace RecPipeline.Formats.Arrow;

/// <summary>The bytes of an IPC stream on their way to the library, which believes every length that this does not check.</summary>
/// <remarks>
/// Framing: FF FF FF FF (missing before Arrow 0.15), int32 metadata length, metadata, body; length 0 or the end of the stream ends it.
/// The library asks for a body's memory before it reads the body. That memory is managed and is filled at once, growing as bytes really
/// come, so that nothing is set aside for bytes that are only promised; the library then finds them in place. Nothing is read past the end.
/// </remarks>
internal sealed class PeekingStream(Stream inner, string name) : LibraryStream
{
    // No schema or batch of ours has metadata near this.
    private const int MaxMetadata = 16 << 20;
    private const int FirstBytes = 16 << 20;

    private bool _afterContinuation;
    private MessageSite? _before;
    private long _start;
    private int _number;
    private int _metadata;
    private int _filled;

    /// <summary>Messages whose metadata was begun.</summary>
    public int Messages { get; private set; }

    /// <summary>How many messages the library may have begun by now: it passes over what is no batch.</summary>
    public int AllowedMessages { get; set; } = 1;

    /// <summary>Bytes taken so far.</summary>
    public long Taken { get; private set; }
    public MemoryAllocator Bodies => new BodyAllocator(this);

    public override bool CanRead => true;
    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    /// <summary>The message that is being read, or was last.</summary>
    public MessageSite Site(string part) => new(name, _number, _start, part);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _filled > 0 ? TakeFilled(buffer.Length)
                : _metadata > 0 ? ReadMetadata(buffer)
                : buffer.Length == 4 ? ReadLength(buffer) : 0;
        }
        catch (Exception error) when (Keep(error))
        {
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private int ReadLength(Span<byte> buffer)
    {
        if (!_afterContinuation)
            (_before, _start, _number) = (Site(Part), Taken, Messages);
        int got = ReadInner(buffer);
        if (got == 0 && !_afterContinuation)
            return 0;
        if (got < 4)
            throw Site(Part).Cut(got, 4);
        int length = BinaryPrimitives.ReadInt32LittleEndian(buffer);
        bool isContinuation = length == -1 && !_afterContinuation;
        _afterContinuation = isContinuation;
        if (!isContinuation && length != 0)
            StartMessage(length);
        return 4;
    }

    private string Part => Messages == 0 ? "the schema" : "a record batch";

    private void StartMessage(int length)
    {
        if (Messages == 0 && length == BinaryPrimitives.ReadInt32LittleEndian("ARRO"u8))
            throw Site(Part).NoStream("the Arrow file format (ARROW1)", "an IPC stream is needed", "Write it as a stream.");
        if (length < 0)
            throw Site(Part).Damaged($"a metadata length of {length:N0}", "it is not negative");
        if (length > MaxMetadata)
            throw Site(Part).TooLarge(
                $"a metadata length of {length:N0}", $"a message has at most {MaxMetadata:N0}; this may be no Arrow stream");
        if (Messages == AllowedMessages)
            throw _before!.Damaged("a message of another kind", "record batches follow the schema");
        (_metadata, Messages) = (length, Messages + 1);
    }

    private int ReadMetadata(Span<byte> buffer)
    {
        int wanted = Math.Min(buffer.Length, _metadata);
        int got = ReadInner(buffer[..wanted]);
        if (got < wanted)
            throw Site("a message").Cut(got, wanted);
        _metadata -= got;
        return got;
    }

    private int TakeFilled(int count)
    {
        int taken = Math.Min(count, _filled);
        _filled -= taken;
        return taken;
    }

    private int ReadInner(Span<byte> buffer)
    {
        int got = inner.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        Taken += got;
        return got;
    }

    private byte[] ReadBody(int count)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, Likely()));
        int got = 0;
        while (true)
        {
            got += ReadInner(bytes.AsSpan(got));
            if (got == count)
                return bytes;
            if (got < bytes.Length)
                throw Site("a body").Cut(got, count);
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }
    }

    // A file that was cut is known to be short before anything is set aside for it. One byte more, so that its end shows.
    private long Likely() => inner.CanSeek ? Math.Max(inner.Length - inner.Position, 0) + 1 : FirstBytes;

    /// <summary>Managed memory only: a finalizer of the library's can free what a span still points at (arrow-dotnet issue 397).</summary>
    private sealed class BodyAllocator(PeekingStream stream) : MemoryAllocator
    {
        protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
        {
            var body = new Body(stream.Kept(() => stream.ReadBody(length)));
            bytesAllocated = stream._filled = length;
            return body;
        }
    }

    // Columns view the array for as long as someone holds them; nobody else writes to it.
    private sealed class Body(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose() { }
    }
}
