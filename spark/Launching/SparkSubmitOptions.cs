namespace RecPipeline.Spark.Launching;

/// <summary>How to start a JVM of our own.</summary>
public sealed record SparkSubmitOptions
{
    /// <summary>Settings, passed as <c>--conf key=value</c>; they go before spark-defaults.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Further options of spark-submit, for example <c>--archives app.tar.gz#app</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Variables set for the JVM, over the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the gateway may take to listen; a machine under load needs ten times the usual 3 to 5 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets each line that the JVM prints.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
