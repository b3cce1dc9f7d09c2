using System.Collections.Concurrent;

namespace RecPipeline.Spark.Gateway;

/// <summary>Tells the gateway to forget objects, many at a time, from one background thread with a connection of its own.</summary>
internal sealed class ReleaseQueue : IDisposable
{
    // In flight at a time: with quick acknowledgement 256 deletes cost about 1.4 ms.
    private const int BatchSize = 256;

    private readonly ConcurrentQueue<string> _ids = new();
    private readonly AutoResetEvent _arrived = new(initialState: false);
    private readonly Func<JavaConnection> _open;
    private readonly Thread _thread;
    private volatile bool _stopping;

    public ReleaseQueue(Func<JavaConnection> open)
    {
        _open = open;
        _thread = new Thread(Work) { IsBackground = true, Name = "spark gateway releases" };
        _thread.Start();
    }

    public int Waiting => _ids.Count;

    /// <summary>Queues an id; called from the finalizer thread too, so it neither waits nor throws.</summary>
    public void Add(string id)
    {
        if (_stopping)
            return;
        _ids.Enqueue(id);
        try
        {
            _arrived.Set();
        }
        catch (ObjectDisposedException)
        {
            // The gateway closed between the two lines; the id is forgotten with it.
        }
    }

    /// <summary>From here on nothing is sent or queued; what still waits is forgotten with the gateway.</summary>
    public void Stop()
    {
        _stopping = true;
        _arrived.Set();
    }

    /// <summary>Waits for the thread; its connection must be closed before, or it may wait for a JVM that hangs.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
        _arrived.Dispose();
    }

    private void Work()
    {
        JavaConnection? connection = null;
        try
        {
            while (!_stopping)
            {
                _arrived.WaitOne();
                while (!_stopping && !_ids.IsEmpty)
                    Send(connection ??= _open());
            }
        }
        catch (Exception error) when (error is SparkGatewayException or ObjectDisposedException)
        {
            // The gateway is gone, and with it every object that waited to be forgotten.
            _stopping = true;
        }
        connection?.Dispose();
    }

    private void Send(JavaConnection connection)
    {
        var requests = new List<string>(BatchSize);
        while (requests.Count < BatchSize && _ids.TryDequeue(out string? id))
            requests.Add(Py4JRequest.Forget(id));
        connection.Batch(requests);
    }
}
