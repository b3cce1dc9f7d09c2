namespace RecPipeline.Spark.Gateway;

/// <summary>Reads a Java exception with all its causes, and lets the gateway forget them.</summary>
internal static class ThrowableReader
{
    // Deeper chains are circles or accidents.
    private const int MaxDepth = 30;

    public static SparkGatewayException Read(JavaObject throwable, string call, double seconds)
    {
        var chain = new List<JavaThrowable>();
        var levels = new List<JavaObject>();
        for (JavaObject? level = throwable; level is not null && chain.Count < MaxDepth; level = level.CallOrNull("getCause"))
        {
            levels.Add(level);
            chain.Add(new JavaThrowable(level.ClassName(), level.Call<string?>("getMessage")?.Trim() ?? ""));
        }
        string trace = throwable.Connection.StackTrace(throwable);
        foreach (var level in levels)
            level.Dispose();
        return GatewayThrow.JavaThrew(call, seconds, chain, trace);
    }
}
