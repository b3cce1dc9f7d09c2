using System.Net.Sockets;
using System.Text;

namespace RecPipeline.Spark.Gateway;

/// <summary>
/// A TCP connection that sends whole requests and reads answers line by line, as UTF-8. Not safe for two threads at a time.
/// </summary>
internal sealed class LineSocket : IDisposable
{
    /// <summary>A byte[] of 256 MB in base64 and then some; anything longer is a mistake.</summary>
    public const int MaxLineBytes = 512 << 20;

    // Refuses lone surrogates instead of sending a replacement character that Java would take for the user's text.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    public LineSocket(GatewayEndpoint endpoint)
    {
        _socket = new Socket(endpoint.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            _socket.Connect(endpoint.Address, endpoint.Port);
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw GatewayThrow.CannotConnect(endpoint, error);
        }
    }

    public void Send(string text)
    {
        var rest = Utf8.GetBytes(text).AsSpan();
        while (!rest.IsEmpty)
            rest = rest[_socket.Send(rest)..];
    }

    /// <summary>The next line without its LF, or null when the other side has closed.</summary>
    /// <param name="quickly">Acknowledge at once: needed wherever several answers are on their way.</param>
    public string? ReadLine(bool quickly)
    {
        for (int searched = _start; ;)
        {
            int at = _buffer.AsSpan(searched.._end).IndexOf((byte)'\n');
            if (at >= 0)
                return Take(searched + at);
            searched = _end;
            int moved = MakeRoom();
            searched -= moved;
            if (quickly)
                LinuxQuickAck.Set(_socket);
            int read = _socket.Receive(_buffer.AsSpan(_end));
            if (read == 0)
                return null;
            _end += read;
        }
    }

    public void Dispose() => _socket.Dispose();

    private string Take(int lineEnd)
    {
        string line = Encoding.UTF8.GetString(_buffer.AsSpan(_start..lineEnd));
        _start = lineEnd + 1;
        if (_start == _end)
            (_start, _end) = (0, 0);
        return line;
    }

    // Returns how far the unread bytes moved to the front.
    private int MakeRoom()
    {
        if (_end < _buffer.Length)
            return 0;
        int moved = _start;
        if (moved == 0)
        {
            if (_buffer.Length >= MaxLineBytes)
                throw GatewayThrow.TooLong(MaxLineBytes);
            Array.Resize(ref _buffer, _buffer.Length * 2);
            return 0;
        }
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - moved);
        return moved;
    }
}
