using System.Net.Sockets;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Worker;

/// <summary>
/// The connection to the executor: buffered both ways, acknowledging at once, and remembering that the other side went away.
/// </summary>
/// <remarks>
/// Large reads go straight into the caller's array. One thread reads and writes; another may only call <see cref="Abort"/>.
/// </remarks>
internal sealed class WorkerStream(Socket socket) : Stream
{
    private const int BufferBytes = 64 << 10;

    private readonly byte[] _in = new byte[BufferBytes];
    private readonly byte[] _out = new byte[BufferBytes];
    private int _start;
    private int _end;
    private int _filled;

    /// <summary>The JVM has closed the connection or it broke: the task is over for everyone, which is no error of ours.</summary>
    public bool PeerIsGone { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException("A connection has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A connection has no position.");
        set => throw new NotSupportedException("A connection has no position.");
    }

    /// <summary>True when another byte comes; false when the JVM has no more tasks.</summary>
    public bool HasMore()
    {
        if (_start == _end)
            (_start, _end) = (0, Receive(_in));
        return _start < _end;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_start == _end && buffer.Length >= BufferBytes)
            return Receive(buffer);
        if (!HasMore())
            return 0;
        int count = Math.Min(buffer.Length, _end - _start);
        _in.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_filled + buffer.Length > BufferBytes)
            Flush();
        if (buffer.Length >= BufferBytes)
        {
            Send(buffer);
            return;
        }
        buffer.CopyTo(_out.AsSpan(_filled));
        _filled += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        Send(_out.AsSpan(0, _filled));
        _filled = 0;
    }

    /// <summary>
    /// Reads and drops everything until the JVM closes: closing with unread input would make the kernel reset the connection,
    /// and the JVM would lose what was sent last.
    /// </summary>
    public void DiscardUntilClosed()
    {
        while (Receive(_in) > 0)
        {
        }
    }

    /// <summary>Wakes whoever waits on this connection; called from another thread.</summary>
    public void Abort()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A connection cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("A connection has no length.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            socket.Dispose();
        base.Dispose(disposing);
    }

    private int Receive(Span<byte> buffer)
    {
        try
        {
            LinuxQuickAck.Set(socket);
            int count = socket.Receive(buffer);
            PeerIsGone |= count == 0;
            return count;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            PeerIsGone = true;
            return 0;
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[socket.Send(bytes)..];
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            PeerIsGone = true;
            throw new IOException("The executor has closed the connection: the task is over.", error);
        }
    }
}
