using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Hadoop;

namespace RecPipeline.Spark.Sql;

/// <summary>The application: its executors, files, broadcasts and jobs.</summary>
public sealed class SparkContext
{
    private readonly SparkSession _session;
    private readonly Lazy<JavaObject> _javaContext;

    internal SparkContext(SparkSession session, JavaObject java)
    {
        _session = session;
        Java = java;
        Version = java.Call<string>("version");
        _javaContext = new Lazy<JavaObject>(
            () => Java.Connection.CallStatic("org.apache.spark.api.java.JavaSparkContext", "fromSparkContext", Java));
    }

    public JavaObject Java { get; }

    public string Version { get; }

    public string ApplicationId => Java.Call<string>("applicationId");

    public string Master => Java.Call<string>("master");

    /// <summary>
    /// Where Spark writes the application's event log (a file, or a folder of rolling files);
    /// null when <c>spark.eventLog.enabled</c> is off.
    /// </summary>
    public string? EventLog
    {
        get
        {
            using var logger = Java.Call("eventLogger");
            if (!logger.Call<bool>("isDefined"))
                return null;
            using var listener = logger.Call("get");
            using var writer = listener.Call("logWriter");
            return writer.Call<string>("logPath");
        }
    }

    /// <summary>How many tasks run at a time when all executors are there.</summary>
    public int DefaultParallelism => Java.Call<int>("defaultParallelism");

    /// <summary>Files where Spark reads and writes, with Spark's own Hadoop settings.</summary>
    public HadoopFileSystem FileSystem => new(Java.Connection, Java.Call("hadoopConfiguration"));

    /// <summary>The Java API's context: its status tracker and broadcasts need no Scala.</summary>
    internal JavaObject JavaContext => _javaContext.Value;

    /// <summary>Where checkpoints go; on a cluster a path that every executor can write. Long ALS runs need it.</summary>
    public void SetCheckpointDir(string folder) => Java.Run("setCheckpointDir", folder);

    /// <summary>
    /// Names the jobs that this session starts from now on; see <see cref="SparkSession.JobGroup"/> for one that ends and can be cancelled.
    /// </summary>
    public void SetJobGroup(string id, string description, bool interruptOnCancel = false) =>
        Java.Run("setJobGroup", id, description, interruptOnCancel);

    public void ClearJobGroup() => Java.Run("clearJobGroup");

    /// <summary>Cancels the running jobs of a group; works while this session waits for one of them.</summary>
    public void CancelJobGroup(string id) => Java.Over(_session.Control).Run("cancelJobGroup", id);
}
