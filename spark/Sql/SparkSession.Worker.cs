using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <content>What functions in executors need.</content>
public sealed partial class SparkSession
{
    private readonly Lock _workerGate = new();
    private bool _workerIsChecked;

    internal WorkerProgram Worker => field ??= WorkerProgram.Of(this);

    internal int ShufflePartitions =>
        int.Parse(Conf().Get("spark.sql.shuffle.partitions"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Makes bytes available to functions in executors.</summary>
    public Broadcast Broadcast(ReadOnlyMemory<byte> bytes) => new(this, stream => stream.Write(bytes.Span));

    /// <summary>The same, written in pieces: large values never stand in memory as one array.</summary>
    public Broadcast Broadcast(Action<Stream> write) => new(this, write);

    /// <summary>
    /// Sends one row through a function of this library, so that a worker that cannot start is found now and with advice.
    /// </summary>
    /// <exception cref="SparkGatewayException">It did not come back; the message says what to do.</exception>
    public void CheckWorker()
    {
        var command = WorkerCommand.For(
            (BatchFunction)WorkerProbe.Run, CallKind.Batches, [], ArrowTypes.ToSchema(WorkerProbe.Output), [], WorkerProbe.Argument());
        try
        {
            var answer = BatchMapping.Map(Range(1), command, []).Collect();
            Log.Info($"worker {Worker.Path} answers: {answer[0][0]}");
            _workerIsChecked = true;
        }
        catch (SparkGatewayException error) when (error.Chain.Count > 0)
        {
            throw new SparkGatewayException(
                $"Executors cannot run functions with '{Worker.Path}': {WorkerAdvice.For(error, Worker.Path)}", error);
        }
    }

    internal void CheckWorkerOnce()
    {
        lock (_workerGate)
        {
            if (_workerIsChecked)
                return;
            CheckWorker();
        }
    }
}
