using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Hadoop;

/// <summary>Reads a Hadoop file in pieces; seeking costs a call.</summary>
internal sealed class HadoopReadStream(JavaObject input, long length) : Stream
{
    // Bytes travel as base64 in one line; a megabyte balances calls against memory.
    private const int PieceBytes = 1 << 20;

    private byte[] _piece = [];
    private long _pieceStart;
    private long _position;
    private long _javaPosition;
    private bool _closed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position is not negative.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= length || buffer.IsEmpty)
            return 0;
        if (_position < _pieceStart || _position >= _pieceStart + _piece.Length)
            Fetch();
        var rest = _piece.AsSpan((int)(_position - _pieceStart));
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The file is open for reading.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file is open for reading.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            input.Run("close");
            input.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Fetch()
    {
        if (_javaPosition != _position)
            input.Run("seek", _position);
        byte[] piece = input.Call<byte[]>("readNBytes", PieceBytes);
        if (piece.Length == 0)
            throw new EndOfStreamException(
                $"The file has {length:N0} bytes by its status, but ends at {_position:N0}. It was cut while it was read.");
        (_piece, _pieceStart, _javaPosition) = (piece, _position, _position + piece.Length);
    }
}
