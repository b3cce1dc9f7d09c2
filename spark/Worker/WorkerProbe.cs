using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>The function that a session sends first.</summary>
internal static class WorkerProbe
{
    public static readonly FieldList Output = FieldList.Of(new Field("worker", DataType.Utf8));

    /// <summary>One row that says who answered.</summary>
    public static IEnumerable<RecordBatch> Run(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        if (batches.Sum(batch => batch.RowCount) > 0)
            yield return new RecordBatch(Output, StringColumns.Of([$"{WorkerCommand.LibraryVersion} on {Environment.MachineName}, .NET {Environment.Version}"]));
    }
}
