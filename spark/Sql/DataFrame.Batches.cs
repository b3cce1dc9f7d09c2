using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <content>C# functions over Arrow batches, inside the executors.</content>
public sealed partial class DataFrame
{
    // How the rows are made, as long as nothing keeps them.
    private Mapping? _mapping;

    /// <summary>Sends each partition through a function.</summary>
    /// <param name="function">A named static method; executors find it by name in the same assembly.</param>
    /// <param name="outputSchema">Columns that the function yields, by position and type.</param>
    /// <param name="argument">A small argument; above a megabyte use a broadcast.</param>
    /// <param name="broadcasts">Seen by the function as <see cref="TaskContext.Broadcasts"/>, in this order.</param>
    /// <exception cref="ArgumentException">The function is a lambda or an instance method.</exception>
    public DataFrame MapBatches(
        BatchFunction function, FieldList outputSchema, ReadOnlyMemory<byte> argument = default,
        params IReadOnlyList<Broadcast> broadcasts) =>
        Map(function, CallKind.Batches, [], ArrowTypes.ToSchema(outputSchema), argument, broadcasts);

    /// <summary>Shows the rows to a function on their way, which leaves notes for the driver.</summary>
    /// <remarks>
    /// Rows that a function of <see cref="MapBatches"/> has just made are seen in its own tasks, before they leave the worker; others pass
    /// through a worker for it.
    /// </remarks>
    /// <param name="observer">A named static method that yields the batches as it gets them, and calls <see cref="TaskContext.Note"/>.</param>
    /// <param name="notes">Where they can be read once an action on the result is done.</param>
    public DataFrame Observe(BatchFunction observer, TaskNotes notes)
    {
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(notes);
        var watching = WorkerCommand.For(observer, CallKind.Batches, [], Schema(), [], default);
        if (_mapping is { } made)
            return BatchMapping.Map(made.Source, made.Command with { Observer = watching }, made.Broadcasts, notes);
        Session.CheckWorkerOnce();
        return BatchMapping.Map(this, watching, [], notes);
    }

    internal DataFrame Map(
        Delegate function, CallKind kind, IReadOnlyList<string> keys, Types.StructType output,
        ReadOnlyMemory<byte> argument, IReadOnlyList<Broadcast> broadcasts)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(broadcasts);
        ArrowTypes.ToFields(Schema());
        var command = WorkerCommand.For(function, kind, keys, output, [.. broadcasts.Select(broadcast => broadcast.Id)], argument);
        Session.CheckWorkerOnce();
        var result = BatchMapping.Map(this, command, broadcasts);
        result._mapping = new Mapping(this, command, broadcasts);
        return result;
    }

    private sealed record Mapping(DataFrame Source, WorkerCommand Command, IReadOnlyList<Broadcast> Broadcasts);
}
