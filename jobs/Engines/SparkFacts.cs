namespace RecPipeline.Jobs.Engines;

/// <summary>Which Spark a run used.</summary>
/// <param name="Application">Its id, by which masters and history servers know it.</param>
/// <param name="EventLog">Null where <c>spark.eventLog.enabled</c> is off.</param>
public sealed record SparkFacts(string Application, string Version, string Master, string? EventLog);
