using RecPipeline.Spark.Gateway;

namespace RecPipeline.Jobs.Tables;

/// <summary>
/// A file of a <see cref="HadoopStore"/>: what fails while it is read, written or closed is a <see cref="StoreException"/> with its path.
/// </summary>
internal sealed class HadoopStoreStream(Stream inner, string path) : Stream
{
    private bool _closed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception error) when (error is SparkGatewayException or EndOfStreamException)
        {
            throw HadoopStore.Failure("read", path, error);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (SparkGatewayException error)
        {
            throw HadoopStore.Failure("write", path, error);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush() => inner.Flush();

    public override void SetLength(long value) => inner.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            Close("close", inner.Dispose);
        }
        base.Dispose(disposing);
    }

    private void Close(string verb, Action action)
    {
        try
        {
            action();
        }
        catch (SparkGatewayException error)
        {
            throw HadoopStore.Failure(verb, path, error);
        }
    }
}
