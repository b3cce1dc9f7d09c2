using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// Settings that would change what a query returns or what a file holds.
/// The session pins them, whatever spark-defaults.conf or the user say.
/// </summary>
internal static class SessionSettings
{
    // An executable that would replace ours in every map over batches.
    public const string WorkerOverride = "spark.sql.execution.pyspark.python";

    /// <summary>Fixed when the session is made; they must be on spark-submit's command line.</summary>
    public static readonly IReadOnlyDictionary<string, string> Launch = new Dictionary<string, string>
    {
        // With isolation a worker starts in a folder of its own and a relative executable is not found.
        ["spark.sql.artifact.isolation.enabled"] = "false",
        // Our workers listen on TCP.
        ["spark.python.unix.domain.socket.enabled"] = "false",
        // A console bar would run through our own output; shell applications have it on.
        ["spark.ui.showConsoleProgress"] = "false",
    };

    private static readonly (string Key, string Value)[] Always =
    [
        ("spark.sql.ansi.enabled", "false"),
        ("spark.sql.ansi.doubleQuotedIdentifiers", "false"),
        ("spark.sql.session.timeZone", "UTC"),
        ("spark.sql.caseSensitive", "true"),
        ("spark.sql.timestampType", "TIMESTAMP_LTZ"),
        ("spark.sql.storeAssignmentPolicy", "ANSI"),
        ("spark.sql.mapKeyDedupPolicy", "EXCEPTION"),
        ("spark.sql.parser.escapedStringLiterals", "false"),
        // A text with ${x} in it would lose that part.
        ("spark.sql.variable.substitute", "false"),
        ("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
        ("spark.sql.parquet.writeLegacyFormat", "false"),
        ("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
        ("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
        ("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
        ("spark.sql.parquet.binaryAsString", "false"),
        ("spark.sql.parquet.int96AsTimestamp", "true"),
        ("spark.sql.parquet.mergeSchema", "false"),
        // Pages that we or Spark wrote carry a checksum; Spark does not look at it unless told to.
        ("parquet.page.verify-checksum.enabled", "true"),
        ("spark.sql.files.ignoreCorruptFiles", "false"),
        ("spark.sql.files.ignoreMissingFiles", "false"),
        ("spark.sql.sources.partitionColumnTypeInference.enabled", "false"),
    ];

    private static readonly (string Key, string Value)[] SinceSpark4 =
    [
        ("spark.sql.execution.arrow.useLargeVarTypes", "false"),
        ("spark.sql.execution.arrow.compression.codec", "none"),
    ];

    /// <summary>What is set on a running session of this version.</summary>
    public static IEnumerable<(string Key, string Value)> Pinned(SparkVersion version) =>
        version.Major >= 4 ? [.. Always, .. SinceSpark4] : Always;

    /// <summary>True when a setting's text means the same: Spark reads true and TRUE alike.</summary>
    public static bool Same(string found, string wanted) => string.Equals(found, wanted, StringComparison.OrdinalIgnoreCase);
}
