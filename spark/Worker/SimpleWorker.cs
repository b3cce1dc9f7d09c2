using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RecPipeline.Spark.Worker;

/// <summary>
/// A process for one task, as Spark starts it where daemons are off (<c>spark.python.use.daemon=false</c>) and always on Windows.
/// </summary>
internal static class SimpleWorker
{
    public static int Run()
    {
        Console.SetOut(Console.Error);
        string? port = Environment.GetEnvironmentVariable("PYTHON_WORKER_FACTORY_PORT");
        string? secret = Environment.GetEnvironmentVariable("PYTHON_WORKER_FACTORY_SECRET");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || secret is null)
        {
            Console.Error.WriteLine(
                $"recpipeline worker: PYTHON_WORKER_FACTORY_PORT is '{port}' and the secret is {(secret is null ? "missing" : "there")}; "
                    + "Spark's executors set both when they start this program.");
            return 2;
        }
        bool six = bool.TryParse(Environment.GetEnvironmentVariable("SPARK_PREFER_IPV6"), out bool preferred) && preferred;
        var socket = new Socket(six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(six ? IPAddress.IPv6Loopback : IPAddress.Loopback, number);
        using var connection = new WorkerConnection(socket);
        if (!connection.Introduce(Environment.ProcessId, secret))
            return 1;
        connection.Serve(canBeReused: false);
        return 0;
    }
}
