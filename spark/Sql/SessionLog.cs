namespace RecPipeline.Spark.Sql;

/// <summary>Where a session says what it does.</summary>
/// <param name="Info">What is worth a line in a log.</param>
/// <param name="Warn">What the user should know.</param>
internal sealed record SessionLog(Action<string> Info, Action<string> Warn);
