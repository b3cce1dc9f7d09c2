namespace RecPipeline.Spark.Gateway;

/// <summary>Owns one id of the gateway. The finalizer only queues the id: it must neither wait nor talk to a socket.</summary>
internal sealed class JavaHandle(string id, ReleaseQueue releases) : IDisposable
{
    private int _released;

    ~JavaHandle() => Forget();

    public string Id =>
        Volatile.Read(ref _released) == 0
            ? id
            : throw new ObjectDisposedException(nameof(JavaObject), $"The Java object {id} was disposed.");

    public void Dispose()
    {
        Forget();
        GC.SuppressFinalize(this);
    }

    private void Forget()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            releases.Add(id);
    }
}
