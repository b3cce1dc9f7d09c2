namespace RecPipeline.Spark.Gateway;

/// <summary>A Java object that the gateway keeps alive for us, reached over one connection.</summary>
/// <remarks>
/// When the last .NET reference is gone, or at <see cref="Dispose"/>, a background connection tells the gateway to forget the object.
/// Every answer makes a new reference, even for the same Java object, so disposing one never disturbs another.
/// </remarks>
public sealed class JavaObject : IDisposable
{
    private readonly JavaHandle _handle;

    internal JavaObject(JavaHandle handle, JavaKind kind, JavaConnection connection) =>
        (_handle, Kind, Connection) = (handle, kind, connection);

    public JavaKind Kind { get; }

    /// <summary>The connection that calls go over; its Java thread holds Spark's job group and active session.</summary>
    public JavaConnection Connection { get; }

    internal string Id => _handle.Id;

    /// <summary>The same object reached over another connection, for example to cancel while this one waits for an answer.</summary>
    public JavaObject Over(JavaConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new JavaObject(_handle, Kind, connection);
    }

    /// <summary>Calls a method that returns an object.</summary>
    /// <exception cref="SparkGatewayException">Java threw, there is no such method, or the result is null or a plain value.</exception>
    public JavaObject Call(string method, params ReadOnlySpan<object?> arguments) =>
        Connection.CallOn<JavaObject>(this, method, arguments, mayBeNull: false);

    /// <summary>Calls a method that returns an object or null.</summary>
    public JavaObject? CallOrNull(string method, params ReadOnlySpan<object?> arguments) =>
        Connection.CallOn<JavaObject?>(this, method, arguments, mayBeNull: true);

    /// <summary>Calls a method that returns a plain value: int, long, double, bool, string, byte[] or decimal.</summary>
    /// <exception cref="SparkGatewayException">Java threw, there is no such method, or the result is of another type.</exception>
    public T Call<T>(string method, params ReadOnlySpan<object?> arguments) =>
        Connection.CallOn<T>(this, method, arguments, mayBeNull: true);

    /// <summary>Calls a method for its effect; a returned object is forgotten.</summary>
    public void Run(string method, params ReadOnlySpan<object?> arguments) =>
        (Connection.CallOn<object?>(this, method, arguments, mayBeNull: true) as IDisposable)?.Dispose();

    /// <summary>Full name of the object's Java class.</summary>
    public string ClassName()
    {
        using var type = Call("getClass");
        return type.Call<string>("getName");
    }

    /// <summary>The object's own <c>toString()</c>.</summary>
    public string Text() => Call<string>("toString");

    /// <summary>Lets the gateway forget the object; this and every <see cref="Over"/> of it must not be used again.</summary>
    public void Dispose() => _handle.Dispose();

    public override string ToString() => $"{Kind} {Id}";
}
