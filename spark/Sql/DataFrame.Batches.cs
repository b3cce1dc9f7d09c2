using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Sql;

/// <content>C# functions over Arrow batches, inside the executors.</content>
public sealed partial class DataFrame
{
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

    internal DataFrame Map(
        Delegate function, CallKind kind, IReadOnlyList<string> keys, Types.StructType output,
        ReadOnlyMemory<byte> argument, IReadOnlyList<Broadcast> broadcasts)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(broadcasts);
        ArrowTypes.ToFields(Schema());
        var command = WorkerCommand.For(function, kind, keys, output, [.. broadcasts.Select(broadcast => broadcast.Id)], argument);
        Session.CheckWorkerOnce();
        return BatchMapping.Map(this, command, broadcasts);
    }
}
