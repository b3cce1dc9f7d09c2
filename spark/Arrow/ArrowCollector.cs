using System.Net;
using System.Net.Sockets;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Arrow;

/// <summary>Fetches a DataFrame's rows: the JVM runs the job and sends one Arrow stream over a socket of its own.</summary>
/// <remarks>
/// Batches come as partitions finish; after the stream follow their right places.
/// A job that fails looks on the socket like one without rows:
/// only the server object tells, so it is always asked, and what it says goes before any error of reading.
/// </remarks>
internal static class ArrowCollector
{
    /// <summary>All batches, in the order of the DataFrame's partitions.</summary>
    public static IReadOnlyList<RecordBatch> Collect(JavaObject dataset)
    {
        using var parts = dataset.Call("collectAsArrowToPython");
        var elements = dataset.Connection.Elements(parts);
        if (elements is not [var where, var secret, JavaObject server])
            throw new SparkGatewayException($"collectAsArrowToPython returned {elements.Count} elements, needed port, secret and server.");
        using (server)
        {
            var (batches, failure) = Read(where, secret);
            server.Run("getResult");
            return failure is null ? batches : throw failure;
        }
    }

    private static (IReadOnlyList<RecordBatch> Batches, Exception? Failure) Read(object? where, object? secret)
    {
        try
        {
            using var stream = Connect(where, secret);
            return (ReadAll(stream), null);
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidDataException or ArrowFormatException)
        {
            return ([], error);
        }
    }

    private static BufferedStream Connect(object? where, object? secret)
    {
        var socket = where is int
            ? new Socket(Loopback.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(where is int port ? new IPEndPoint(Loopback, port) : new UnixDomainSocketEndPoint((string)where!));
            var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true), 256 << 10);
            if (secret is string text)
                Authenticate(stream, text);
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress Loopback =>
        bool.TryParse(Environment.GetEnvironmentVariable("SPARK_PREFER_IPV6"), out bool six) && six
            ? IPAddress.IPv6Loopback
            : IPAddress.Loopback;

    private static void Authenticate(Stream stream, string secret)
    {
        BigEndian.Write(stream, secret);
        stream.Flush();
        string answer = BigEndian.ReadString(stream, maxBytes: 1000);
        if (answer != "ok")
            throw new InvalidDataException($"Collecting: the JVM refused the secret that it gave, with '{answer}'.");
    }

    /// <summary>Reads the stream, the places of its batches and the end.</summary>
    internal static IReadOnlyList<RecordBatch> ReadAll(Stream stream)
    {
        var reader = new ArrowStreamReader(stream, "the rows of a collect");
        RecordBatch[] arrived = [.. reader.Batches()];
        int count = BigEndian.ReadInt32(stream);
        if (count == -1)
            throw new InvalidDataException($"Collecting: the JVM reports: {BigEndian.ReadString(stream, maxBytes: 1 << 20)}");
        if (count != arrived.Length)
            throw new InvalidDataException($"Collecting: {arrived.Length} batches came, but the places of {count} follow.");
        var ordered = new RecordBatch[count];
        for (int place = 0; place < count; place++)
            ordered[place] = Take(arrived, BigEndian.ReadInt32(stream));
        return stream.ReadByte() < 0
            ? ordered
            : throw new InvalidDataException("Collecting: bytes follow after the places of the batches.");
    }

    // Each batch has exactly one place.
    private static RecordBatch Take(RecordBatch?[] arrived, int index)
    {
        if ((uint)index >= (uint)arrived.Length || arrived[index] is not { } batch)
            throw new InvalidDataException($"Collecting: {index} is no place of one of {arrived.Length} batches, or was given twice.");
        arrived[index] = null;
        return batch;
    }
}
