using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Bytes that every executor gets once, however many tasks use them. Functions see them as a file.</summary>
public sealed class Broadcast : IDisposable
{
    private readonly string _file;
    private bool _destroyed;

    internal Broadcast(SparkSession session, Action<Stream> write)
    {
        _file = Path.Combine(Path.GetTempPath(), $"spark-broadcast-{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(_file, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            using var payload = session.Connection.CallStatic("org.apache.spark.api.python.PythonRDD", "setupBroadcast", _file);
            Java = session.SparkContext.JavaContext.Call("broadcast", payload);
            Id = Java.Call<long>("id");
        }
        catch
        {
            File.Delete(_file);
            throw;
        }
    }

    /// <summary>Spark's number for it.</summary>
    public long Id { get; }

    internal JavaObject Java { get; }

    /// <summary>Removes it from the executors and the driver; DataFrames whose functions use it cannot be computed any more.</summary>
    public void Destroy()
    {
        if (_destroyed)
            return;
        _destroyed = true;
        Java.Connection.IgnoreIfDisconnected(() => Java.Run("destroy", true));
        Java.Dispose();
        // The JVM reads the file whenever an executor asks for the first time, so it stays until now.
        File.Delete(_file);
    }

    public void Dispose() => Destroy();
}
