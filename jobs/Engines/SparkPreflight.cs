using System.Net.Sockets;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Engines;

/// <summary>
/// What is looked at before work is given to a Spark, so that the usual mistakes are found in a second and not after Spark's own patience.
/// </summary>
internal static class SparkPreflight
{
    private const string Standalone = "spark://";
    private const int DefaultPort = 7077;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="UsageException">There is no Java, or not one that this Spark runs on.</exception>
    public static void CheckJava(SparkVersion version)
    {
        string wanted = string.Join(" or ", version.JavaVersions);
        if (JavaRuntime.Find() is not { } java)
            throw new UsageException(
                $"Spark {version} needs Java {wanted}, and none was found on the PATH or in JAVA_HOME. Install one or set JAVA_HOME.");
        if (!version.JavaVersions.Contains(java.Major))
            throw new UsageException(
                $"Spark {version} needs Java {wanted}; found Java {java.Major} at '{java.Program}'. Set JAVA_HOME to one of these.");
    }

    /// <summary>Asks a standalone master whether it listens; Spark itself would try for a minute and then end its JVM.</summary>
    /// <exception cref="PipelineException">None of the masters answers.</exception>
    public static void CheckMaster(string master)
    {
        if (!master.StartsWith(Standalone, StringComparison.Ordinal))
            return;
        string[] reasons = [.. master[Standalone.Length..].Split(',').Select(Unreachable).TakeWhile(reason => reason.Length > 0)];
        if (reasons.Length == master.Split(',').Length)
            throw new PipelineException(ExitCode.Failed,
                $"Connecting to the Spark master '{master}': {string.Join("; ", reasons)}. Start it (sbin/start-master.sh), "
                + "or correct --master.");
    }

    /// <exception cref="UsageException">Executors cannot start our functions' program; the message says what to do.</exception>
    /// <exception cref="PipelineException">An executor was lost or ran out of memory; trying again may help.</exception>
    public static void CheckWorker(SparkSession session)
    {
        try
        {
            session.CheckWorker();
        }
        catch (SparkGatewayException error) when (error.InnerException is SparkGatewayException inner
            && SparkErrors.Advice(inner) is { } advice)
        {
            throw new PipelineException(ExitCode.Failed, $"Trying the executors: {inner.Cause?.ToString() ?? inner.Message}\n{advice}",
                error);
        }
        catch (SparkGatewayException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    // Empty when it answers.
    private static string Unreachable(string address)
    {
        int colon = address.LastIndexOf(':');
        var (host, port) = colon > 0 && int.TryParse(address[(colon + 1)..], out int number)
            ? (address[..colon], number)
            : (address, DefaultPort);
        try
        {
            using var client = new TcpClient();
            return client.ConnectAsync(host, port).Wait(Patience)
                ? ""
                : $"{host}:{port} does not answer within {Patience.TotalSeconds:0} s";
        }
        catch (AggregateException error) when (error.InnerException is SocketException inner)
        {
            return $"{host}:{port}: {inner.Message}";
        }
    }
}
