using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Where the JVM of the driver sends the updates of an accumulator, one connection for as long as it lives.</summary>
/// <remarks>
/// The secret's bytes, then for every task an int count and that many arrays (int length and bytes), answered by one byte 1. Spark waits
/// for the answer before it counts the task as done, so that after an action nothing is under way.
/// </remarks>
internal sealed class NoteServer : IDisposable
{
    private const int MaxNotes = 1 << 20;
    private const int MaxBytes = 64 << 20;

    private readonly Socket _listener;
    private readonly List<byte[]> _notes = [];
    private Socket? _connection;
    private Exception? _failure;
    private bool _isEnded;

    public NoteServer(IPAddress address)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen();
        new Thread(Serve) { IsBackground = true, Name = "notes" }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <exception cref="SparkGatewayException">What was sent is not readable.</exception>
    public IReadOnlyList<byte[]> Read()
    {
        lock (_notes)
            return _failure is null
                ? [.. _notes]
                : throw new SparkGatewayException($"Reading what tasks noted for the driver: {_failure.Message}", _failure);
    }

    public void Dispose()
    {
        lock (_notes)
            _isEnded = true;
        _listener.Dispose();
        _connection?.Dispose();
    }

    private void Serve()
    {
        try
        {
            using var socket = Accept();
            using var output = new NetworkStream(socket);
            using var input = new BufferedStream(output);
            Greet(input);
            while (input.ReadByte() is >= 0 and var first)
            {
                Take(input, first);
                output.WriteByte(1);
            }
        }
        catch (Exception error)
        {
            lock (_notes)
                _failure = _isEnded ? _failure : error;
        }
    }

    private Socket Accept()
    {
        var socket = _listener.Accept();
        socket.NoDelay = true;
        lock (_notes)
        {
            _connection = socket;
            return _isEnded ? throw new ObjectDisposedException(nameof(NoteServer)) : socket;
        }
    }

    private void Greet(Stream stream)
    {
        var found = new byte[Secret.Length];
        stream.ReadExactly(found);
        if (!CryptographicOperations.FixedTimeEquals(found, Encoding.UTF8.GetBytes(Secret)))
            throw new InvalidDataException("a program that does not know the secret has connected.");
    }

    private void Take(Stream stream, int first)
    {
        int count = (first << 24) | (stream.ReadByte() << 16) | (stream.ReadByte() << 8) | stream.ReadByte();
        if (count is < 0 or > MaxNotes)
            throw new InvalidDataException($"{count} notes of one task were announced, at most {MaxNotes:N0} are taken.");
        byte[][] notes = [.. Enumerable.Range(0, count).Select(_ => BigEndian.ReadBytes(stream, MaxBytes))];
        lock (_notes)
            _notes.AddRange(notes);
    }
}
