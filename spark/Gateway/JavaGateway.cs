namespace RecPipeline.Spark.Gateway;

/// <summary>A JVM with a Py4J gateway: started by us, or prepared by the spark-submit that started us.</summary>
/// <example>
/// <code>
/// using var gateway = JavaGateway.Join(GatewayEndpoint.FromEnvironment()!);
/// long now = gateway.Main.CallStatic&lt;long&gt;("java.lang.System", "currentTimeMillis");
/// </code>
/// </example>
public sealed class JavaGateway : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<JavaConnection>> _connections = [];
    private readonly IJvmOwner? _owner;
    private bool _closed;

    private JavaGateway(GatewayEndpoint endpoint, IJvmOwner? owner)
    {
        Endpoint = endpoint;
        _owner = owner;
        Main = Open();
        Releases = new ReleaseQueue(Open);
    }

    public GatewayEndpoint Endpoint { get; }

    /// <summary>The connection of whoever opened the gateway.</summary>
    public JavaConnection Main { get; }

    internal ReleaseQueue Releases { get; }

    /// <summary>Joins a gateway that something else owns; closing leaves its JVM running.</summary>
    public static JavaGateway Join(GatewayEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new JavaGateway(endpoint, null);
    }

    /// <summary>Connects to a JVM that ends with this gateway, or at once when no connection can be made.</summary>
    internal static JavaGateway Own(GatewayEndpoint endpoint, IJvmOwner owner)
    {
        try
        {
            return new JavaGateway(endpoint, owner);
        }
        catch
        {
            owner.Stop();
            throw;
        }
    }

    /// <summary>Another connection: a second logical session, or one to watch and cancel while the first is busy.</summary>
    public JavaConnection Open()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var connection = new JavaConnection(this);
        lock (_gate)
        {
            if (_closed)
            {
                connection.Dispose();
                throw new ObjectDisposedException(nameof(JavaGateway), "The gateway was closed.");
            }
            _connections.RemoveAll(known => !known.TryGetTarget(out _));
            _connections.Add(new WeakReference<JavaConnection>(connection));
        }
        return connection;
    }

    /// <summary>Closes every connection, then ends the JVM if we started it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            Releases.Stop();
            foreach (var known in _connections)
            {
                if (known.TryGetTarget(out var connection))
                    connection.Dispose();
            }
        }
        Releases.Dispose();
        _owner?.Stop();
    }

    /// <summary>What is known about a JVM that no longer answers: exit code and its last words.</summary>
    internal string AboutJvm() => _closed ? "The gateway was closed." : _owner?.Describe() ?? "";
}

/// <summary>Whoever started a JVM and can end it.</summary>
internal interface IJvmOwner
{
    /// <summary>Ends the JVM and waits for it; does nothing the second time.</summary>
    void Stop();

    /// <summary>Whether the JVM runs, its exit code, its last lines.</summary>
    string Describe();
}
