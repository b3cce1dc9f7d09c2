namespace RecPipeline.Spark.Launching;

/// <summary>What to do about the usual reasons for which spark-submit does not start.</summary>
internal static class StartAdvice
{
    private static readonly (string Text, string Advice)[] Known =
    [
        ("JAVA_HOME is not set", "Install a Java that this Spark runs on, or set JAVA_HOME."),
        ("UnsupportedClassVersionError", "This Java is too old for this Spark. Spark 3.5 needs Java 8, 11 or 17; Spark 4 needs 17 or 21."),
        ("Could not reserve enough space", "The machine has too little free memory; lower spark.driver.memory."),
        ("HADOOP_CONF_DIR or YARN_CONF_DIR", "Master 'yarn' needs HADOOP_CONF_DIR with the cluster's configuration files."),
        (
            "Unrecognized option",
            "spark-submit has no such option. "
                + "With spark-submit.sh pipeline options stand behind --: ./spark-submit.sh --master local[2] -- --out FOLDER."),
        ("Could not parse Master URL", "Correct the master: local[2], spark://host:7077, yarn or k8s://…"),
    ];

    public static bool IsKnown(string line) => Known.Any(known => line.Contains(known.Text, StringComparison.Ordinal));

    public static string For(string output) =>
        Known.FirstOrDefault(known => output.Contains(known.Text, StringComparison.Ordinal)).Advice
            ?? "Run 'recpipeline doctor' to check Java and Spark.";
}
