using System.Net.Sockets;

namespace RecPipeline.Spark.Worker;

/// <summary>Serves the tasks of one connection, one after the other, on a thread of its own.</summary>
internal sealed class WorkerConnection : IDisposable
{
    private readonly WorkerStream _stream;
    private readonly CancellationTokenSource _killed = new();

    public WorkerConnection(Socket socket)
    {
        socket.NoDelay = true;
        _stream = new WorkerStream(socket);
    }

    /// <summary>The daemon's side of the greeting: our id, their secret, our answer.</summary>
    /// <param name="id">A live process or thread of this machine: Spark 4 looks it up.</param>
    /// <param name="secret">What the executor must send.</param>
    public bool Greet(int id, string secret)
    {
        BigEndian.Write(_stream, id);
        _stream.Flush();
        bool isRight = BigEndian.ReadString(_stream, maxBytes: 4096) == secret;
        BigEndian.Write(_stream, isRight ? "ok" : "err");
        _stream.Flush();
        return isRight;
    }

    /// <summary>The simple worker's side: our secret, their answer, our id.</summary>
    public bool Introduce(int id, string secret)
    {
        BigEndian.Write(_stream, secret);
        _stream.Flush();
        if (BigEndian.ReadString(_stream, maxBytes: 4096) != "ok")
            return false;
        BigEndian.Write(_stream, id);
        _stream.Flush();
        return true;
    }

    /// <summary>Runs tasks until the executor closes the connection, a task fails, or <see cref="Kill"/>.</summary>
    public void Serve(bool canBeReused)
    {
        var broadcasts = new BroadcastFiles();
        try
        {
            while (_stream.HasMore() && new TaskRunner(_stream, broadcasts, _killed.Token).Run() && canBeReused)
            {
            }
        }
        catch (Exception error) when (_stream.PeerIsGone || _killed.IsCancellationRequested)
        {
            // A limit above the map was satisfied, or the task was killed: the executor wants no answer.
            if (error is not (IOException or OperationCanceledException))
                Console.Error.WriteLine($"recpipeline worker: a task without a reader ended with {error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>Asks the running task to stop and closes the connection.</summary>
    public void Kill()
    {
        try
        {
            _killed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
        _stream.Abort();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _killed.Dispose();
    }
}
