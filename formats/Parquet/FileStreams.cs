using RecPipeline.Formats.Arrow;

namespace RecPipeline.Formats.Parquet;

/// <summary>A stream that is read, anywhere.</summary>
internal sealed class SourceStream(Stream inner) : LibraryStream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;

    public override long Length => Kept(() => inner.Length);

    public override long Position
    {
        get => Kept(() => inner.Position);
        set => Kept(() => inner.Position = value);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception error) when (Keep(error))
        {
            throw;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Kept(() => inner.Seek(offset, origin));
}

/// <summary>A stream that is written front to back, which need not know its position.</summary>
internal sealed class SinkStream(Stream inner) : LibraryStream
{
    private long _position;

    /// <summary>True drops what is still written: the library ends a file with a footer also when it is let go of unfinished.</summary>
    public bool Drops { get; set; }

    public override bool CanWrite => true;

    public override long Length => _position;
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        try
        {
            if (!Drops)
                inner.Write(buffer);
        }
        catch (Exception error) when (Keep(error))
        {
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (!Drops)
            Kept(() => { inner.Flush(); return 0; });
    }
}
