using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Engines;

/// <summary>The store that belongs to an output: a folder of this machine, or a folder of a Hadoop file system.</summary>
internal static class Stores
{
    /// <summary>True for hdfs:, s3a: and other addresses; a plain path and file: are this machine's.</summary>
    public static bool IsHadoop(string path) => path.IndexOf(":/", StringComparison.Ordinal) is > 1 and var colon && path[..colon] != "file";

    /// <summary>The path without <c>file:</c>.</summary>
    public static string Local(string path) => path.StartsWith("file:", StringComparison.Ordinal) ? "/" + path["file:".Length..].TrimStart('/') : path;

    /// <summary>An input as Spark names it: a path of this machine gets its scheme.</summary>
    public static string SparkPath(string path) => IsHadoop(path) ? path : "file://" + Path.GetFullPath(Local(path));

    /// <summary>Where the log of a run lies: with the output, or in this machine's folder for temporary files where the output is elsewhere.</summary>
    public static string LogFolder(string output) => IsHadoop(output) ? Path.Combine(Path.GetTempPath(), "recpipeline") : Local(output);

    /// <exception cref="UsageException">A Hadoop address without the Spark engine, whose Hadoop is used.</exception>
    public static ITableStore Of(string output, SparkEngine? spark)
    {
        if (!IsHadoop(output))
            return new LocalStore(Local(output));
        return spark is null
            ? throw new UsageException($"The output '{output}' is on a Hadoop file system, which only the Spark engine reaches. Add --engine spark, or name a folder of this machine.")
            : new HadoopStore(() => spark.Session, output);
    }
}
