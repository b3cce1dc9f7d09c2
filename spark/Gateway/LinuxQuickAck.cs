using System.Net.Sockets;

namespace RecPipeline.Spark.Gateway;

/// <summary>Asks Linux to acknowledge received bytes at once.</summary>
/// <remarks>
/// The JVM leaves Nagle's algorithm on: it holds a second small answer back until the first is acknowledged,
/// and Linux delays that by 40 ms.
/// The option is not sticky; it is set before each read that may wait for small answers. Elsewhere it does nothing.
/// </remarks>
internal static class LinuxQuickAck
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    public static void Set(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || socket.AddressFamily == AddressFamily.Unix)
            return;
        ReadOnlySpan<byte> one = [1, 0, 0, 0];
        socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, one);
    }
}
