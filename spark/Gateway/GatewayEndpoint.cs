using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace RecPipeline.Spark.Gateway;

/// <summary>Where a gateway listens, and the secret that it asks for.</summary>
public sealed record GatewayEndpoint(IPAddress Address, int Port, string Secret)
{
    internal const string PortVariable = "PYSPARK_GATEWAY_PORT";
    internal const string SecretVariable = "PYSPARK_GATEWAY_SECRET";

    /// <summary>
    /// The endpoint that spark-submit prepared for this process, or null when this process was not started by spark-submit.
    /// </summary>
    /// <exception cref="SparkGatewayException">Only one of the two variables is there, or the port is no port.</exception>
    public static GatewayEndpoint? FromEnvironment()
    {
        string? port = Environment.GetEnvironmentVariable(PortVariable);
        string? secret = Environment.GetEnvironmentVariable(SecretVariable);
        if (string.IsNullOrEmpty(port))
            return null;
        if (string.IsNullOrEmpty(secret))
            throw new SparkGatewayException(
                $"{PortVariable} is '{port}' but {SecretVariable} is missing. "
                    + "spark-submit sets both; unset the first, or start this program with spark-submit.");
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= ushort.MaxValue
            ? new GatewayEndpoint(Loopback, number, secret)
            : throw new SparkGatewayException($"{PortVariable} is '{port}', needed a port from 1 to 65535.");
    }

    /// <summary>
    /// Reads the file that the JVM writes when its gateway listens: int port, int length, that many bytes of secret; big-endian.
    /// </summary>
    internal static GatewayEndpoint FromConnectionFile(ReadOnlySpan<byte> content)
    {
        if (content.Length < 8)
            throw new SparkGatewayException($"The gateway's connection file has {content.Length} bytes, needed at least 8.");
        int port = BinaryPrimitives.ReadInt32BigEndian(content);
        int length = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        if (length != content.Length - 8)
            throw new SparkGatewayException(
                $"The gateway's connection file declares a secret of {length} bytes, but {content.Length - 8} follow.");
        if (port is <= 0 or > ushort.MaxValue)
            throw new SparkGatewayException($"The gateway's connection file names port {port}, needed 1 to 65535.");
        return new GatewayEndpoint(Loopback, port, Encoding.UTF8.GetString(content[8..]));
    }

    /// <summary>Without the secret, so that it never reaches a log.</summary>
    public override string ToString() => $"{Address}:{Port}";

    private static IPAddress Loopback =>
        bool.TryParse(Environment.GetEnvironmentVariable("SPARK_PREFER_IPV6"), out bool six) && six
            ? IPAddress.IPv6Loopback
            : IPAddress.Loopback;
}
