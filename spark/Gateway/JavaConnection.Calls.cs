namespace RecPipeline.Spark.Gateway;

/// <content>The calls a user makes.</content>
public sealed partial class JavaConnection
{
    /// <summary>Constructs an object. Scala's default arguments do not exist here: give every argument.</summary>
    public JavaObject New(string javaClass, params ReadOnlySpan<object?> arguments)
    {
        object?[] kept = arguments.ToArray();
        return Typed<JavaObject>(Py4JRequest.New(javaClass, arguments), () => $"new {javaClass}({Types(kept)})", false, kept);
    }

    /// <summary>Calls a static method (or the static forwarder of a Scala object) that returns an object.</summary>
    public JavaObject CallStatic(string javaClass, string method, params ReadOnlySpan<object?> arguments) =>
        StaticCall<JavaObject>(javaClass, method, arguments, mayBeNull: false);

    /// <summary>Calls a static method that returns a plain value.</summary>
    public T CallStatic<T>(string javaClass, string method, params ReadOnlySpan<object?> arguments) =>
        StaticCall<T>(javaClass, method, arguments, mayBeNull: true);

    /// <summary>Calls a static method for its effect.</summary>
    public void RunStatic(string javaClass, string method, params ReadOnlySpan<object?> arguments) =>
        (StaticCall<object?>(javaClass, method, arguments, mayBeNull: true) as IDisposable)?.Dispose();

    /// <summary>The value of a static field; a Scala object is <c>(name$, MODULE$)</c>.</summary>
    public JavaObject StaticField(string javaClass, string name) =>
        Typed<JavaObject>(Py4JRequest.StaticField(javaClass, name), () => $"field {javaClass}.{name}", mayBeNull: false);

    /// <summary>True when the JVM's class path has this class.</summary>
    public bool HasClass(string javaClass)
    {
        // The answer names the class (letter c) or says that it may be a package (letter p); neither is a value.
        string request = Py4JRequest.FindClass(javaClass);
        var answer = RoundTrip(request, () => $"looking for class {javaClass}");
        return answer.Status == AnswerStatus.Value && answer.Payload.StartsWith('c');
    }

    internal T CallOn<T>(JavaObject target, string method, ReadOnlySpan<object?> arguments, bool mayBeNull)
    {
        object?[] kept = arguments.ToArray();
        return Typed<T>(
            Py4JRequest.Call(target.Id, method, arguments),
            () => $"call to {ClassOf(target)}.{method}({Types(kept)})",
            mayBeNull,
            target,
            kept);
    }

    private T StaticCall<T>(string javaClass, string method, ReadOnlySpan<object?> arguments, bool mayBeNull)
    {
        object?[] kept = arguments.ToArray();
        return Typed<T>(
            Py4JRequest.StaticCall(javaClass, method, arguments), () => $"call to {javaClass}.{method}({Types(kept)})", mayBeNull, kept);
    }

    // Whatever the request names must stay referenced until the answer is there, or the finalizer could have it forgotten in between.
    private T Typed<T>(string request, Func<string> describe, bool mayBeNull, params ReadOnlySpan<object?> keepAlive)
    {
        object? value = Exchange(request, describe);
        foreach (object? kept in keepAlive)
            GC.KeepAlive(kept);
        return value switch
        {
            null when mayBeNull && default(T) is null => default!,
            T typed => typed,
            int number when typeof(T) == typeof(long) => (T)(object)(long)number,
            _ => throw GatewayThrow.WrongType(describe(), value, typeof(T).Name),
        };
    }

    // Asked with a fixed description, or an object that cannot even say its class would be described without end.
    private static string ClassOf(JavaObject target)
    {
        var connection = target.Connection;
        static string Describe() => "the class of an object";
        try
        {
            if (connection._lost
                || connection.RoundTrip(Py4JRequest.Call(target.Id, "getClass"), Describe) is not { Status: AnswerStatus.Value } found)
                return "object";
            using var type = (JavaObject)found.ToValue(connection.Bind)!;
            return connection.RoundTrip(Py4JRequest.Call(type.Id, "getName"), Describe).ToValue(connection.Bind) as string ?? "object";
        }
        catch (SparkGatewayException)
        {
            // Only the wording of an error message is at stake; the error itself follows.
            return "object";
        }
    }

    private static string Types(object?[] arguments) => string.Join(", ", arguments.Select(argument => argument switch
    {
        null => "null",
        JavaObject reference => reference.Kind.ToString(),
        _ => argument.GetType().Name,
    }));
}
