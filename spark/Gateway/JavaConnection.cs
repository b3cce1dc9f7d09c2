using System.Diagnostics;
using System.Net.Sockets;

namespace RecPipeline.Spark.Gateway;

/// <summary>
/// One authenticated connection to the gateway. It has a Java thread of its own, which holds Spark's job group,
/// active session and local properties.
/// </summary>
/// <remarks>
/// Calls from several threads wait for each other. A call that blocks (a running job) blocks this connection only:
/// cancel and watch over another one. A sequential call costs about 60 µs; requests sent by <see cref="Batch"/> 3 to 8 µs each.
/// </remarks>
public sealed partial class JavaConnection : IDisposable
{
    private const int InFlight = 256;

    private readonly Lock _gate = new();
    private readonly LineSocket _socket;
    private volatile bool _lost;

    internal JavaConnection(JavaGateway gateway)
    {
        Gateway = gateway;
        _socket = new LineSocket(gateway.Endpoint);
        try
        {
            _socket.Send(Py4JRequest.Authenticate(gateway.Endpoint.Secret));
            string answer = _socket.ReadLine(quickly: true) ?? "nothing; the connection was closed";
            if (answer != "!yv")
                throw GatewayThrow.WrongSecret(gateway.Endpoint, Py4JText.Unescape(answer));
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw GatewayThrow.CannotConnect(gateway.Endpoint, error);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public JavaGateway Gateway { get; }

    /// <summary>True once the connection has broken or was closed; it never comes back.</summary>
    public bool IsLost => _lost;

    /// <summary>
    /// Tidies up in the JVM; where the JVM is gone or dies meanwhile, so is what was to be tidied.
    /// So the error that tells of its end is not hidden by one from here.
    /// </summary>
    public void IgnoreIfDisconnected(Action tidy)
    {
        ArgumentNullException.ThrowIfNull(tidy);
        try
        {
            if (!IsLost)
                tidy();
        }
        catch (SparkGatewayException) when (IsLost)
        {
        }
    }

    /// <summary>May replace an error before it is thrown, for example by a cancellation that caused it.</summary>
    internal Func<SparkGatewayException, Exception>? OnError { get; set; }

    public void Dispose()
    {
        _lost = true;
        _socket.Dispose();
    }

    /// <summary>Sends one request and returns its value.</summary>
    internal object? Exchange(string request, Func<string> describe)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            return Value(RoundTrip(request, describe), describe, clock);
        }
        catch (SparkGatewayException error) when (OnError is { } replace)
        {
            if (replace(error) is var other && !ReferenceEquals(other, error))
                throw other;
            throw;
        }
    }

    /// <summary>Sends requests that do not depend on each other's answers, and returns their values in order.</summary>
    /// <exception cref="SparkGatewayException">The first that failed; all were sent.</exception>
    internal object?[] Batch(IReadOnlyList<string> requests)
    {
        var values = new object?[requests.Count];
        SparkGatewayException? failure = null;
        for (int first = 0; first < requests.Count; first += InFlight)
        {
            int count = Math.Min(InFlight, requests.Count - first);
            var answers = RoundTrips(requests, first, count);
            for (int i = 0; i < count; i++)
                values[first + i] = TryValue(answers[i], requests[first + i], ref failure);
        }
        return failure is null ? values : throw failure;
    }

    private object? TryValue(Py4JAnswer answer, string request, ref SparkGatewayException? failure)
    {
        try
        {
            return Value(answer, () => $"request '{request.TrimEnd().Replace('\n', ' ')}' of a batch", Stopwatch.StartNew());
        }
        catch (SparkGatewayException error)
        {
            // All answers must be read and bound, or their objects would never be forgotten; the caller gets the first error.
            failure ??= error;
            return null;
        }
    }

    private Py4JAnswer[] RoundTrips(IReadOnlyList<string> requests, int first, int count)
    {
        string describe() => $"a batch of {count} requests";
        lock (_gate)
        {
            return Guard(describe, () =>
            {
                _socket.Send(string.Concat(requests.Skip(first).Take(count)));
                var answers = new Py4JAnswer[count];
                for (int i = 0; i < count; i++)
                    answers[i] = Py4JAnswer.Parse(_socket.ReadLine(quickly: true) ?? throw Lost(describe));
                return answers;
            });
        }
    }

    private Py4JAnswer RoundTrip(string request, Func<string> describe)
    {
        lock (_gate)
        {
            return Guard(describe, () =>
            {
                _socket.Send(request);
                return Py4JAnswer.Parse(_socket.ReadLine(quickly: false) ?? throw Lost(describe));
            });
        }
    }

    private T Guard<T>(Func<string> describe, Func<T> talk)
    {
        if (_lost)
            throw Lost(describe);
        try
        {
            return talk();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            throw Lost(describe, error);
        }
        catch (SparkGatewayException)
        {
            // No answer, or not an answer: what follows on this connection cannot be trusted.
            Dispose();
            throw;
        }
    }

    private SparkGatewayException Lost(Func<string> describe, Exception? inner = null)
    {
        Dispose();
        return GatewayThrow.Lost(describe(), Gateway.Endpoint, Gateway.AboutJvm(), inner);
    }

    private object? Value(Py4JAnswer answer, Func<string> describe, Stopwatch clock)
    {
        switch (answer.Status)
        {
            case AnswerStatus.Value:
                return answer.ToValue(Bind);
            case AnswerStatus.JavaThrew:
                using (var throwable = (JavaObject)Bind(JavaKind.Object, answer.Payload))
                    throw ThrowableReader.Read(throwable, describe(), clock.Elapsed.TotalSeconds);
            case AnswerStatus.Refused:
                throw GatewayThrow.Refused(describe(), answer.Payload);
            default:
                Dispose();
                throw GatewayThrow.Fatal(describe(), answer.Payload);
        }
    }

    private object Bind(JavaKind kind, string id) => new JavaObject(new JavaHandle(id, Gateway.Releases), kind, this);
}
