using System.Net;
using System.Net.Sockets;
using System.Text;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Support;

/// <summary>Speaks the gateway's side of the protocol with scripted answers, for tests without a JVM. Requests are kept as they came, LF included.</summary>
internal sealed class FakeGateway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _answer;
    private readonly List<string> _requests = [];
    private readonly List<TcpClient> _clients = [];

    /// <param name="answer">One request to one answer line without its LF; null closes the connection.</param>
    public FakeGateway(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        Endpoint = new GatewayEndpoint(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port, "0123456789abcdef");
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public GatewayEndpoint Endpoint { get; }

    public string[] Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public static FakeGateway Answering(string answer) => new(_ => answer);

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients)
            _clients.ForEach(client => client.Dispose());
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                lock (_clients)
                    _clients.Add(client);
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Dispose stopped the listener.
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream(), new UTF8Encoding(false));
            string secret = reader.ReadLine() + "\n" + reader.ReadLine() + "\n";
            bool known = secret == $"A\n{Endpoint.Secret}\n";
            Send(client, known ? "!yv" : "!xsAuthentication error: bad auth token received.");
            while (known && ReadRequest(reader) is { } request && Respond(request) is { } answer)
                Send(client, answer);
            client.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client under test has closed its end, or the test is over.
        }
    }

    private string? Respond(string request)
    {
        lock (_requests)
            _requests.Add(request);
        return _answer(request);
    }

    private static string? ReadRequest(StreamReader reader)
    {
        var request = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            request.Append(line).Append('\n');
            if (line == "e")
                return request.ToString();
        }
        return null;
    }

    private static void Send(TcpClient client, string answer) => client.GetStream().Write(Encoding.UTF8.GetBytes(answer + "\n"));
}
