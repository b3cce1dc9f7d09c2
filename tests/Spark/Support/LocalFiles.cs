using System.Net;
using RecPipeline.Tests.Support.Clusters;

namespace RecPipeline.Spark.Tests.Support;

/// <summary>Serves a few files by their names on a local port.</summary>
internal sealed class LocalFiles : IDisposable
{
    private readonly HttpListener _listener = new();

    public LocalFiles(Dictionary<string, byte[]> files)
    {
        Address = new Uri($"http://localhost:{FreePort.Next()}/dist/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        new Thread(() => Serve(files)) { IsBackground = true }.Start();
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private void Serve(Dictionary<string, byte[]> files)
    {
        try
        {
            while (true)
            {
                var context = _listener.GetContext();
                if (files.TryGetValue(Path.GetFileName(context.Request.Url!.AbsolutePath), out byte[]? content))
                    context.Response.OutputStream.Write(content);
                else
                    context.Response.StatusCode = 404;
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
