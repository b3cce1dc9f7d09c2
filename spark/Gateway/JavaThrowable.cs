namespace RecPipeline.Spark.Gateway;

/// <summary>One level of a Java exception and its causes.</summary>
/// <param name="JavaClass">Full class name, for example <c>org.apache.spark.sql.AnalysisException</c>.</param>
/// <param name="Message">As Java gave it; empty when it gave none.</param>
public sealed record JavaThrowable(string JavaClass, string Message)
{
    public override string ToString() => Message.Length == 0 ? JavaClass : $"{JavaClass}: {Message}";
}
