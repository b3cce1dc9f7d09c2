using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RecPipeline.Spark.Worker;

/// <summary>One process per executor that serves each of its workers on a thread.</summary>
/// <remarks>
/// Our port goes to standard output, which must hold nothing before it. Standard input carries ids of workers to kill;
/// its end means that the executor is gone. A worker's id is its thread's,
/// because Spark 4 asks the operating system whether the id is alive.
/// </remarks>
internal static class WorkerDaemon
{
    // Between a request to stop and the end of the whole process, if the function does not listen.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<int, WorkerConnection> Connections = new();

    public static void Run()
    {
        string secret = Environment.GetEnvironmentVariable("PYTHON_WORKER_FACTORY_SECRET") ?? "";
        bool canBeReused = Environment.GetEnvironmentVariable("SPARK_REUSE_WORKER") is not null;
        using var listener = Listen(secret, out var greeting);
        using (var output = Console.OpenStandardOutput())
        {
            output.Write(greeting);
            output.Flush();
        }
        Console.SetOut(Console.Error);
        new Thread(() => Accept(listener, secret, canBeReused)) { IsBackground = true, Name = "accept" }.Start();
        WaitForKills(Console.OpenStandardInput());
    }

    private static Socket Listen(string secret, out byte[] greeting)
    {
        if (secret.Length == 0)
            throw new InvalidOperationException(
                "PYTHON_WORKER_FACTORY_SECRET is not set: this program is started by Spark's executors as a worker, not by hand. "
                    + "Unix sockets (spark.python.unix.domain.socket.enabled) are not supported; leave them off.");
        bool six = bool.TryParse(Environment.GetEnvironmentVariable("SPARK_PREFER_IPV6"), out bool preferred) && preferred;
        var listener = new Socket(six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(six ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0));
        listener.Listen(1024);
        greeting = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(greeting, ((IPEndPoint)listener.LocalEndPoint!).Port);
        return listener;
    }

    private static void Accept(Socket listener, string secret, bool canBeReused)
    {
        while (true)
        {
            var socket = listener.Accept();
            new Thread(() => Serve(socket, secret, canBeReused)) { IsBackground = true, Name = "worker" }.Start();
        }
    }

    private static void Serve(Socket socket, string secret, bool canBeReused)
    {
        int id = LinuxThreads.CurrentId();
        using var connection = new WorkerConnection(socket);
        Connections[id] = connection;
        try
        {
            if (connection.Greet(id, secret))
                connection.Serve(canBeReused);
        }
        catch (IOException error)
        {
            // The executor went away during the greeting.
            Console.Error.WriteLine($"recpipeline worker: {error.Message}");
        }
        finally
        {
            Connections.TryRemove(id, out _);
        }
    }

    // Returns at the end of the input, and Main with it: every thread is a background thread.
    private static void WaitForKills(Stream input)
    {
        var request = new byte[4];
        while (input.ReadAtLeast(request, 4, throwOnEndOfStream: false) == 4)
        {
            int id = BinaryPrimitives.ReadInt32BigEndian(request);
            if (Connections.TryGetValue(id, out var connection))
                Kill(id, connection);
        }
    }

    private static void Kill(int id, WorkerConnection connection)
    {
        Console.Error.WriteLine($"recpipeline worker: the executor wants worker {id} to stop");
        connection.Kill();
        new Thread(() =>
        {
            Thread.Sleep(KillGrace);
            if (!Connections.TryGetValue(id, out var still) || still != connection)
                return;
            Console.Error.WriteLine(
                $"recpipeline worker: the function of worker {id} does not look at TaskContext.Cancellation; the process ends");
            Environment.Exit(1);
        }) { IsBackground = true, Name = "kill" }.Start();
    }
}
