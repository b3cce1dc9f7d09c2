using System.Runtime.ExceptionServices;

namespace RecPipeline.Formats.Parquet;

/// <summary>The caller's stream as the library sees it. What it throws is kept: the library hands on no more than its words.</summary>
internal abstract class LibraryStream : Stream
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>Throws what the stream threw, if it did.</summary>
    public void ThrowFailure() => _failure?.Throw();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected T Kept<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error)
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }
}

/// <summary>A stream that is read, anywhere.</summary>
internal sealed class SourceStream(Stream inner) : LibraryStream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;

    public override long Length => Kept(() => inner.Length);

    public override long Position
    {
        get => Kept(() => inner.Position);
        set => Kept(() => inner.Position = value);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* first = buffer)
        {
            var (at, length) = ((nint)first, buffer.Length);
            return Kept(() => inner.Read(new Span<byte>((void*)at, length)));
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Kept(() => inner.Seek(offset, origin));

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream that is written front to back, which need not know its position.</summary>
internal sealed class SinkStream(Stream inner) : LibraryStream
{
    private long _position;

    /// <summary>True drops what is still written: the library ends a file with a footer also when it is let go of unfinished.</summary>
    public bool Drops { get; set; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        if (Drops)
            return;
        fixed (byte* first = buffer)
        {
            var (at, length) = ((nint)first, buffer.Length);
            Kept(() => { inner.Write(new ReadOnlySpan<byte>((void*)at, length)); return 0; });
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (!Drops)
            Kept(() => { inner.Flush(); return 0; });
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
}
