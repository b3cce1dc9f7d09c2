namespace RecPipeline.Jobs.Configuration;

/// <summary>What a path names: a file or folder of this machine, or an address of a Hadoop file system.</summary>
internal static class Addresses
{
    /// <summary>True for hdfs:, s3a: and other addresses; a plain path and file: are this machine's.</summary>
    public static bool IsHadoop(string path) =>
        path.IndexOf(":/", StringComparison.Ordinal) is > 1 and var colon && path[..colon] != "file";

    /// <summary>The path without <c>file:</c>.</summary>
    public static string Local(string path) =>
        path.StartsWith("file:", StringComparison.Ordinal) ? "/" + path["file:".Length..].TrimStart('/') : path;

    /// <summary>An input as Spark names it: a path of this machine gets its scheme.</summary>
    public static string SparkPath(string path) => IsHadoop(path) ? path : "file://" + Path.GetFullPath(Local(path));

    /// <summary>
    /// Where the log of a run lies: with the output, or in this machine's folder for temporary files where the output is elsewhere.
    /// </summary>
    public static string LogFolder(string path) => IsHadoop(path) ? Path.Combine(Path.GetTempPath(), "recpipeline") : Local(path);
}
