using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Hadoop;

/// <summary>Writes a Hadoop file in pieces; nothing is sure before it is closed.</summary>
internal sealed class HadoopWriteStream(JavaObject output) : Stream
{
    private const int PieceBytes = 1 << 20;

    private readonly byte[] _piece = new byte[PieceBytes];
    private int _filled;
    private long _sent;
    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _sent + _filled;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException("A Hadoop file is written front to back.");
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, PieceBytes - _filled);
            buffer[..count].CopyTo(_piece.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
            if (_filled == PieceBytes)
                Send();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => Send();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file is open for writing.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A Hadoop file is written front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("A Hadoop file is written front to back.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            Send();
            output.Run("close");
            output.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Send()
    {
        if (_filled > 0)
            output.Run("write", _piece[.._filled]);
        _sent += _filled;
        _filled = 0;
    }
}
