using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>What tasks say to the driver beside their rows: a Spark accumulator of byte arrays.</summary>
/// <remarks>
/// Each partition of an action counts once, whichever attempt of it succeeded. A stage that feeds an exchange may run again for rows that
/// were lost, and then counts again: observe the rows of the action itself.
/// </remarks>
public sealed class TaskNotes : IDisposable
{
    private readonly NoteServer _server;

    internal TaskNotes(SparkSession session)
    {
        var connection = session.Connection;
        var address = connection.Gateway.Endpoint.Address;
        _server = new NoteServer(address);
        Java = connection.New("org.apache.spark.api.python.PythonAccumulatorV2", address.ToString(), _server.Port, _server.Secret);
        session.SparkContext.Java.Run("register", Java);
    }

    internal JavaObject Java { get; }

    /// <summary>The notes of all partitions that have ended, in no order; all of an action that has returned.</summary>
    /// <exception cref="SparkGatewayException">Spark sent what is no note, and some may be missing.</exception>
    public IReadOnlyList<byte[]> Read() => _server.Read();

    public void Dispose()
    {
        _server.Dispose();
        Java.Dispose();
    }
}
