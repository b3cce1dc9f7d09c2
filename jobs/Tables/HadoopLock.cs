using System.Text;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Hadoop;

namespace RecPipeline.Jobs.Tables;

/// <summary>
/// A lock on a file system that knows no locks: a file with its owner's name, whose time is moved on while the owner lives.
/// </summary>
/// <remarks>
/// Creating a file that is there fails on every Hadoop file system, so one of two takers wins. A lock that did not move for two minutes is
/// stale and may be taken over; clocks of the machines must agree to within a minute. Whoever took over reads the file once more, in case
/// two took over at once.
/// </remarks>
internal sealed class HadoopLock : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    private readonly JavaConnection _connection;
    private readonly HadoopFileSystem _files;
    private readonly string _path, _content;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private bool _released;

    private HadoopLock(JavaConnection connection, HadoopFileSystem files, string path, string content)
    {
        (_connection, _files, _path, _content) = (connection, files, path, content);
        _timer = new Timer(_ => Move(), null, Beat, Beat);
    }

    /// <param name="connection">A connection of its own, which beats while a job holds the session's; closed with the lock.</param>
    public static HadoopLock? TryTake(JavaConnection connection, string path, string owner, out string? holder)
    {
        var files = new HadoopFileSystem(connection);
        string content = $"{owner}\n{Guid.NewGuid():N}";
        holder = null;
        bool isTaken = TryCreate(files, path, content) || (IsStale(files, path) && TakeOver(files, path, content));
        if (isTaken)
            return new HadoopLock(connection, files, path, content);
        holder = Read(files, path)?.Split('\n')[0] ?? "an unknown run";
        connection.Dispose();
        return null;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_released)
                return;
            _released = true;
            _timer.Dispose();
            if (!_connection.IsLost && Read(_files, _path) == _content)
                _files.Delete(_path);
            _connection.Dispose();
        }
    }

    private static bool TakeOver(HadoopFileSystem files, string path, string content)
    {
        files.Delete(path);
        if (!TryCreate(files, path, content))
            return false;
        Thread.Sleep(Settled);
        return Read(files, path) == content;
    }

    private static bool TryCreate(HadoopFileSystem files, string path, string content)
    {
        try
        {
            files.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
            return true;
        }
        catch (SparkGatewayException error) when (error.Has("org.apache.hadoop.fs.FileAlreadyExistsException"))
        {
            return false; // somebody holds it
        }
    }

    private static bool IsStale(HadoopFileSystem files, string path)
    {
        try
        {
            return DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(files.Status(path).Modified) > Stale;
        }
        catch (SparkGatewayException error) when (error.Has("java.io.FileNotFoundException"))
        {
            return true; // released since
        }
    }

    private static string? Read(HadoopFileSystem files, string path)
    {
        try
        {
            return Encoding.UTF8.GetString(files.ReadAllBytes(path));
        }
        catch (SparkGatewayException error) when (error.Has("java.io.FileNotFoundException"))
        {
            return null; // released since
        }
    }

    // A beat that fails is made up for by the next; several in a row mean that the file system is gone, and the run with it.
    private void Move()
    {
        lock (_gate)
        {
            try
            {
                if (!_released && !_connection.IsLost)
                    _files.Touch(_path, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            }
            catch (SparkGatewayException)
            {
                return;
            }
        }
    }
}
