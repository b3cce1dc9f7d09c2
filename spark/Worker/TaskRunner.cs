using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>Runs one task on a connection: header, data both ways, the closing words.</summary>
internal sealed class TaskRunner(WorkerStream stream, BroadcastFiles broadcasts, CancellationToken cancellation)
{
    private TaskOutput? _output;

    /// <summary>Runs the next task.</summary>
    /// <returns>True when the connection can serve another one.</returns>
    public bool Run()
    {
        long boot = Now();
        try
        {
            var header = TaskHeader.Read(stream, broadcasts);
            long init = Now();
            var input = new TaskInput(stream, cancellation);
            var notes = Work(header, input);
            return Finish(header, input, notes, boot, init);
        }
        catch (Exception error) when (!stream.PeerIsGone && !cancellation.IsCancellationRequested)
        {
            // Every error of the function or of the protocol is the driver's to show; here it ends this connection only.
            Report(error);
            return false;
        }
    }

    private IReadOnlyList<byte[]> Work(TaskHeader header, TaskInput input)
    {
        var command = WorkerCommand.Parse(header.Command);
        var values = command.Broadcasts.Select(id => new TaskBroadcast(id, broadcasts.PathOf(id))).ToArray();
        var context = new TaskContext(header, command.Argument, values, cancellation);
        _output = new TaskOutput(stream, command.Output);
        foreach (var batch in Observed(command, Call(command, input.Batches(), context), context))
        {
            cancellation.ThrowIfCancellationRequested();
            _output.Write(batch ?? throw new InvalidOperationException("The function yielded null in place of a batch."));
        }
        _output.End();
        return context.Notes;
    }

    private static IEnumerable<RecordBatch> Observed(
        WorkerCommand command, IEnumerable<RecordBatch> batches, TaskContext context) => command.Observer is { } observer
        ? FunctionTable.Find<BatchFunction>(observer)(batches, context)
        : batches;

    private static IEnumerable<RecordBatch> Call(
        WorkerCommand command, IEnumerable<RecordBatch> batches, TaskContext context) => command.Kind switch
    {
        CallKind.Batches => FunctionTable.Find<BatchFunction>(command)(batches, context),
        CallKind.Groups => Groups.Call(FunctionTable.Find<GroupFunction>(command), batches, command.Keys, context),
        _ => CoGroups.Call(FunctionTable.Find<CoGroupFunction>(command), batches, command.Keys, context),
    };

    private bool Finish(TaskHeader header, TaskInput input, IReadOnlyList<byte[]> notes, long boot, long init)
    {
        long finish = Now();
        BigEndian.Write(stream, SpecialLength.TimingData);
        BigEndian.Write(stream, boot);
        BigEndian.Write(stream, init);
        BigEndian.Write(stream, finish);
        // One number more or less would shift everything that follows.
        if (header.Version.HasProcessingTime)
            BigEndian.Write(stream, finish - init);
        BigEndian.Write(stream, 0L);
        BigEndian.Write(stream, 0L);
        BigEndian.Write(stream, SpecialLength.EndOfDataSection);
        BigEndian.Write(stream, notes.Count);
        foreach (byte[] note in notes)
        {
            BigEndian.Write(stream, note.Length);
            stream.Write(note);
        }
        bool isAtEnd = input.TryDrain();
        BigEndian.Write(stream, isAtEnd ? SpecialLength.EndOfStream : SpecialLength.EndOfDataSection);
        stream.Flush();
        if (!isAtEnd)
            stream.DiscardUntilClosed();
        return isAtEnd;
    }

    private void Report(Exception error)
    {
        try
        {
            _output?.End();
            BigEndian.Write(stream, SpecialLength.ExceptionThrown);
            BigEndian.Write(
                stream, $"{error}\nin worker {WorkerCommand.LibraryVersion}, process {Environment.ProcessId} on {Environment.MachineName}");
            stream.Flush();
            stream.DiscardUntilClosed();
        }
        catch (IOException) when (stream.PeerIsGone)
        {
            // The executor has given the task up already, so nobody is left to tell.
            Console.Error.WriteLine($"recpipeline worker: not reported, the executor is gone: {error}");
        }
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
