namespace RecPipeline.Tests.Support.Stores;

/// <summary>A stream that tells of its first read, its first write, and its close if it can write.</summary>
internal sealed class WatchedStream(Stream stream, Action<string> before) : Stream
{
    private readonly HashSet<string> _told = [];

    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => stream.CanSeek;

    public override bool CanWrite => stream.CanWrite;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        Tell("read");
        return stream.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Tell("write");
        stream.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => stream.Flush();

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void SetLength(long value) => stream.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && stream.CanWrite)
                Tell("close");
        }
        finally
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }

    private void Tell(string verb)
    {
        if (_told.Add(verb))
            before(verb);
    }
}
