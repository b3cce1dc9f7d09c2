namespace RecPipeline.Spark.Gateway;

/// <summary>A call to the JVM failed: Java threw, the gateway refused, or the connection was lost.</summary>
public sealed class SparkGatewayException : Exception
{
    internal SparkGatewayException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal SparkGatewayException(string message, IReadOnlyList<JavaThrowable> chain, string javaStackTrace)
        : base(message)
    {
        Chain = chain;
        JavaStackTrace = javaStackTrace;
    }

    /// <summary>The exception and its causes, outermost first; empty when Java did not throw.</summary>
    /// <remarks>Spark often wraps what happened two or three times: <see cref="Cause"/> is usually what the user needs to read.</remarks>
    public IReadOnlyList<JavaThrowable> Chain { get; } = [];

    /// <summary>Java's own stack trace with all causes; empty when Java did not throw.</summary>
    public string JavaStackTrace { get; } = "";

    /// <summary>Class of the outermost exception, or null when Java did not throw.</summary>
    public string? JavaClass => Chain.Count == 0 ? null : Chain[0].JavaClass;

    /// <summary>The innermost cause, or null when Java did not throw.</summary>
    public JavaThrowable? Cause => Chain.Count == 0 ? null : Chain[^1];

    /// <summary>True when the exception or one of its causes is of the class with this full name (not of a subclass).</summary>
    public bool Has(string javaClass) => Chain.Any(level => level.JavaClass == javaClass);
}

/// <summary>One level of a Java exception and its causes.</summary>
/// <param name="JavaClass">Full class name, for example <c>org.apache.spark.sql.AnalysisException</c>.</param>
/// <param name="Message">As Java gave it; empty when it gave none.</param>
public sealed record JavaThrowable(string JavaClass, string Message)
{
    public override string ToString() => Message.Length == 0 ? JavaClass : $"{JavaClass}: {Message}";
}
