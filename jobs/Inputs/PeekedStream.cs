namespace RecPipeline.Jobs.Inputs;

/// <summary>A stream whose first bytes were looked at and come again; place and length are the stream's own.</summary>
internal sealed class PeekedStream(Stream stream, byte[] first) : Stream
{
    private int _next;

    public ReadOnlySpan<byte> First => first;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position { get => stream.Position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_next == first.Length)
            return stream.Read(buffer);
        int count = Math.Min(first.Length - _next, buffer.Length);
        first.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
