using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// A Spark SQL session over one connection to the JVM. The way in: <c>SparkSession.Builder().AppName("x").GetOrCreate()</c>.
/// </summary>
/// <remarks>
/// Calls from several threads wait for each other; a second session (<see cref="NewSession"/>) has its own connection,
/// job groups and temporary views.
/// </remarks>
public sealed partial class SparkSession : IDisposable
{
    private static readonly Lock ActiveGate = new();
    private static SparkSession? _active;

    private readonly Lazy<JavaConnection> _control;
    private readonly bool _ownsGateway;
    private int _stopped;

    internal SparkSession(JavaObject java, bool ownsGateway, SessionLog log)
    {
        Java = java;
        Log = log;
        _ownsGateway = ownsGateway;
        SparkContext = new SparkContext(this, java.Call("sparkContext"));
        Version = SparkVersion.Parse(SparkContext.Version);
        _control = new Lazy<JavaConnection>(Connection.Gateway.Open);
    }

    public SparkContext SparkContext { get; }

    public SparkVersion Version { get; }

    /// <summary>True once the connection to the JVM has broken or was closed.</summary>
    public bool IsLost => Connection.IsLost;

    /// <summary>The Java session, for calls that this library has no method for.</summary>
    public JavaObject Java { get; }

    /// <summary>A connection that is free while a job holds the session's own: for watching and cancelling.</summary>
    internal JavaConnection Control => _control.Value;

    internal JavaConnection Connection => Java.Connection;

    internal SessionLog Log { get; }

    /// <summary>Begins a session.</summary>
    public static Builder Builder() => new();

    public DataFrame Sql(string query) => new(this, Java.Call("sql", query));

    public DataFrameReader Read() => new(this, Java.Call("read"));

    /// <summary>A table or temporary view.</summary>
    public DataFrame Table(string name) => new(this, Java.Call("table", name));

    /// <summary>The numbers from 0 to <paramref name="end"/> − 1 as column <c>id</c>.</summary>
    public DataFrame Range(long end) => Range(0, end);

    public DataFrame Range(long start, long end, long step = 1, int? partitions = null) => new(this, partitions is { } count
        ? Java.Call("range", start, end, step, count)
        : Java.Call("range", start, end, step));

    /// <summary>Settings that may change while the session runs.</summary>
    public RuntimeConfig Conf() => new(Java.Call("conf"));

    /// <summary>
    /// Another session in the same JVM: own connection, views, settings and job groups; tables, cache and executors are shared.
    /// </summary>
    public SparkSession NewSession()
    {
        var connection = Connection.Gateway.Open();
        var session = new SparkSession(Java.Over(connection).Call("newSession"), ownsGateway: false, Log);
        session.Pin();
        return session;
    }

    /// <summary>
    /// Stops Spark, and its JVM if the builder started it. A session from <see cref="NewSession"/> only closes its connection.
    /// </summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        if (!_ownsGateway)
        {
            Connection.Dispose();
            return;
        }
        try
        {
            Connection.IgnoreIfDisconnected(() => Java.Run("stop"));
        }
        finally
        {
            Connection.Gateway.Dispose();
            lock (ActiveGate)
                _active = _active == this ? null : _active;
        }
    }

    public void Dispose() => Stop();

    internal static SparkSession GetOrMake(Func<SparkSession> make, Action<SparkSession> found)
    {
        lock (ActiveGate)
        {
            if (_active is not null)
                found(_active);
            return _active ??= make();
        }
    }
}
